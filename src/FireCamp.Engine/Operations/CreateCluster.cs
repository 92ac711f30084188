using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Records a cluster and starts its nodes.</summary>
/// <remarks>Absent → Running. An unwind stops the nodes; the façade then deletes what is left of the cluster.</remarks>
internal sealed class CreateCluster : IOperation<CreateClusterPlan>
{
    public string Name => CreateClusterPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<CreateClusterPlan>> Steps { get; } =
    [
        new("record-cluster", RecordCluster, ForgetCluster),
        new("tune-platform", TunePlatform, RestorePlatform),
        new("start-node", StartNode, StopNode) { Each = p => [.. p.Spec.Nodes.Select(n => n.Name)] },
    ];

    private static Task RecordCluster(CreateClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Store.UpdateAsync(Keys.Cluster, existing => existing ?? plan.Spec, ModelJson.Default.ClusterSpec, cancel);

    private static Task ForgetCluster(CreateClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Store.ForgetAsync(Keys.Cluster, cancel);

    private static Task TunePlatform(CreateClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Tuning?.ApplyAsync(cancel) ?? Task.CompletedTask;

    private static Task RestorePlatform(CreateClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Tuning?.RestoreAsync(cancel) ?? Task.CompletedTask;

    private static Task StartNode(CreateClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Nodes.StartAsync(Node(plan, context), cancel);

    private static async Task StopNode(CreateClusterPlan plan, StepContext context, CancellationToken cancel)
    {
        await context.Ports.Nodes.StopAsync(Node(plan, context), cancel).ConfigureAwait(false);
        await context.Ports.Store.ForgetAsync(Keys.Lease(context.RequiredItem), cancel).ConfigureAwait(false);
    }

    private static NodeSpec Node(CreateClusterPlan plan, StepContext context) => plan.Spec.Nodes.First(n => n.Name == context.RequiredItem);
}
