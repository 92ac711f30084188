using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Starts the nodes of clusters, and with them the services that are meant to run.</summary>
[Cmdlet(VerbsLifecycle.Start, "FireCampCluster", SupportsShouldProcess = true)]
[OutputType(typeof(Cluster))]
public sealed class StartFireCampClusterCommand : ClusterOperationCmdlet
{
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task<OperationPlan> PlanAsync(string cluster, CancellationToken cancel)
        => Engine.Clusters.PlanStartAsync(cluster, cancel);

    private protected override async Task<IReadOnlyList<object>> ReadOutputAsync(string cluster, CancellationToken cancel)
        => PassThru ? [await Engine.Clusters.GetAsync(cluster, cancel)] : [];
}
