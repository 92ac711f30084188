using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Makes another member the primary of services, or of one of their shards; while the old one is up no acknowledged write is lost.</summary>
[Cmdlet(VerbsCommon.Switch, "FireCampPrimary", SupportsShouldProcess = true)]
[OutputType(typeof(Service), typeof(Operation))]
public sealed class SwitchFireCampPrimaryCommand : ServiceChangeCmdlet
{
    /// <summary>The member that becomes primary; without it the replica that has the most.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Member { get; set; }

    /// <summary>The shard whose primary changes, from 0, where there are several.</summary>
    [Parameter]
    public int? Shard { get; set; }

    /// <summary>
    /// Promote a replica where the primary is gone for good, although what it wrote last can be missing; and begin although the service's window
    /// is shut or an approval is missing: an event tells of it.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<OperationPlan> PlanAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanSwitchPrimaryAsync(
            new SwitchPrimaryRequest { Service = service.Name, Member = service.Member ?? Member, Shard = Shard, Force = Force }, cancel);
}
