using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Stops a cluster's nodes in order, and with them their members. What is meant to run stays so.</summary>
/// <remarks>Running → Stopped. An unwind starts it again.</remarks>
internal sealed class StopCluster : IOperation<StopClusterPlan>
{
    public string Name => StopClusterPlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<StopClusterPlan>> Steps { get; } =
    [
        new("mean-stopped", MeanStopped, MeanRunning),
        new("stop-node", StopNode, StartNode) { Each = p => p.Nodes, Deadline = TimeSpan.FromMinutes(5) },
    ];

    private static Task MeanStopped(StopClusterPlan plan, StepContext context, CancellationToken cancel)
        => ClusterRecords.SetRunningAsync(context.Ports.Store, false, cancel);

    private static Task MeanRunning(StopClusterPlan plan, StepContext context, CancellationToken cancel)
        => plan.WasRunning ? ClusterRecords.SetRunningAsync(context.Ports.Store, true, cancel) : Task.CompletedTask;

    private static Task StopNode(StopClusterPlan plan, StepContext context, CancellationToken cancel)
        => ClusterRecords.StopNodeAsync(context, cancel);

    private static Task StartNode(StopClusterPlan plan, StepContext context, CancellationToken cancel)
        => plan.WasRunning ? ClusterRecords.StartNodeAsync(context, cancel) : Task.CompletedTask;
}
