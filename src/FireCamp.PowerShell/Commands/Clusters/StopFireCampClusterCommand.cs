using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Stops the nodes of clusters; what is meant to run runs again at the next start.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FireCampCluster", SupportsShouldProcess = true)]
[OutputType(typeof(Cluster))]
public sealed class StopFireCampClusterCommand : ClusterOperationCmdlet
{
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task<OperationPlan> PlanAsync(string cluster, CancellationToken cancel)
        => Engine.Clusters.PlanStopAsync(cluster, cancel);

    private protected override async Task<IReadOnlyList<object>> ReadOutputAsync(string cluster, CancellationToken cancel)
        => PassThru ? [await Engine.Clusters.GetAsync(cluster, cancel)] : [];
}
