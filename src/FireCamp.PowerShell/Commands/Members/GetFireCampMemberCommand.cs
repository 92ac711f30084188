using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Members;

/// <summary>Gets the members of services as they are now.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampMember")]
[OutputType(typeof(Member))]
public sealed class GetFireCampMemberCommand : ServicePartCmdlet
{
    /// <summary>Only members of these names; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(MemberCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only members in this role.</summary>
    [Parameter]
    public MemberRole? Role { get; set; }

    private protected override async Task ProcessServiceAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
    {
        var members = await MemberNames.FindAsync(cluster, service, Name, cancel);
        WriteObject(members.Where(m => Role is null || m.Role == Role), enumerateCollection: true);
    }
}
