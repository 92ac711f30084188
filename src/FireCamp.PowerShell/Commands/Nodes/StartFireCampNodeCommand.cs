using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Nodes;

/// <summary>Starts nodes. One that runs already is left alone.</summary>
[Cmdlet(VerbsLifecycle.Start, "FireCampNode", SupportsShouldProcess = true)]
[OutputType(typeof(NodeStatus))]
public sealed class StartFireCampNodeCommand : NodeCmdlet
{
    private protected override string Change => "Start";

    private protected override Task<NodeStatus> ChangeAsync(ClusterEngine cluster, string node, CancellationToken cancel)
        => cluster.StartNodeAsync(node, cancel);
}
