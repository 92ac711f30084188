using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Nodes;

/// <summary>Empties nodes for maintenance: members move away one at a time, and none comes back until the node is resumed.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "FireCampNode", SupportsShouldProcess = true)]
[OutputType(typeof(NodeStatus))]
public sealed class SuspendFireCampNodeCommand : NodeOperationCmdlet
{
    /// <summary>Members that have nowhere to go may be down, and those that aren't ready are passed over.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Task<OperationPlan> PlanAsync(ClusterEngine cluster, string node, CancellationToken cancel)
        => cluster.PlanSuspendNodeAsync(node, Force, cancel);
}
