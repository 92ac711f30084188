using System.Collections;
using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Commands.Services;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Makes a new service with the data that another one has now. The other one runs on meanwhile.</summary>
[Cmdlet(VerbsCommon.Copy, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Service))]
public sealed class CopyFireCampServiceCommand : ConnectedCmdlet
{
    /// <summary>The service that is copied, by name or as an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceReference? Name { get; set; }

    /// <summary>The new service's name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string As { get; set; } = "";

    [Parameter]
    public ByteSize? Memory { get; set; }

    /// <summary>Options of the new service that are to be others.</summary>
    [Parameter]
    public Hashtable Option { get; set; } = [];

    /// <summary>User name and password of the new service's first credential; without it a new password is made.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    [Parameter]
    public SwitchParameter AsJob { get; set; }

    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(Name!.Cluster, cancel);
        var service = await cluster.GetServiceAsync(Name.Name, cancel);
        var credentials = ServiceCredentials.Collect(Engine.Catalog.Find(service.Kind), Credential, null);
        var request = new CreateServiceRequest
        {
            Name = As,
            Kind = service.Kind,
            Memory = Memory,
            Options = ServiceOptions.Collect(As, Option, null),
            UserNames = ServiceCredentials.UserNames(credentials),
        };
        var plan = await cluster.Backups.PlanCopyAsync(service.Name, request, cancel);
        if (!Approve(plan))
        {
            return;
        }

        var run = new OperationRun($"{plan.Operation} {As}", As, async (progress, token) =>
        {
            await cluster.RunAsync(plan, ServiceCredentials.Passwords(credentials), progress, token);
            return [await cluster.GetServiceAsync(As, token)];
        })
        {
            Timeout = Timeout,
        };
        await CarryOutAsync(run, AsJob, cancel);
    }
}
