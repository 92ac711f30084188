using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Nodes;

/// <summary>Stops nodes in order, or kills them the hard way for drills.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FireCampNode", SupportsShouldProcess = true)]
[OutputType(typeof(NodeStatus))]
public sealed class StopFireCampNodeCommand : NodeCmdlet
{
    /// <summary>Kill the node at once, as a power failure would.</summary>
    [Parameter]
    public SwitchParameter Crash { get; set; }

    private protected override string Change => Crash ? "Crash" : "Stop";

    private protected override Task<NodeStatus> ChangeAsync(ClusterEngine cluster, string node, CancellationToken cancel)
        => cluster.StopNodeAsync(node, Crash, cancel);
}
