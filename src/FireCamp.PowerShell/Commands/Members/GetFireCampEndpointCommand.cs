using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Members;

/// <summary>Gets where clients reach the members of services, and which is primary.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampEndpoint")]
[OutputType(typeof(Endpoint))]
public sealed class GetFireCampEndpointCommand : ServicePartCmdlet
{
    /// <summary>Only members in this role.</summary>
    [Parameter]
    public MemberRole? Role { get; set; }

    private protected override async Task ProcessServiceAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
    {
        var endpoints = await cluster.ListEndpointsAsync(service.Name, cancel);
        WriteObject(
            endpoints.Where(e => (Role is null || e.Role == Role) && (service.Member is null || service.Member == e.Member)),
            enumerateCollection: true);
    }
}
