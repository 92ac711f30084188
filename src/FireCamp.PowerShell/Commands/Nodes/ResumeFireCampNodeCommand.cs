using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Nodes;

/// <summary>Lets suspended nodes take members again. Members stay where they are.</summary>
[Cmdlet(VerbsLifecycle.Resume, "FireCampNode", SupportsShouldProcess = true)]
[OutputType(typeof(NodeStatus))]
public sealed class ResumeFireCampNodeCommand : NodeOperationCmdlet
{
    private protected override Task<OperationPlan> PlanAsync(ClusterEngine cluster, string node, CancellationToken cancel)
        => cluster.PlanResumeNodeAsync(node, cancel);
}
