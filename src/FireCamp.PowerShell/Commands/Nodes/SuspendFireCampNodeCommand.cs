using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Nodes;

/// <summary>Empties nodes for maintenance: members move away one at a time, and none comes back until the node is resumed.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "FireCampNode", SupportsShouldProcess = true)]
[OutputType(typeof(NodeStatus), typeof(Operation))]
public sealed class SuspendFireCampNodeCommand : NodeOperationCmdlet
{
    /// <summary>
    /// Members that have nowhere to go may be down, those that aren't ready are passed over, and services' windows and missing approvals
    /// don't count.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<OperationPlan> PlanAsync(ClusterEngine cluster, string node, CancellationToken cancel)
        => cluster.PlanSuspendNodeAsync(node, Force, cancel);
}
