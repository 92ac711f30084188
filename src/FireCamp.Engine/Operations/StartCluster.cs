using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Starts a cluster's nodes; they take on the members that are meant to run.</summary>
/// <remarks>Stopped → Running. An unwind stops it again.</remarks>
internal sealed class StartCluster : IOperation<StartClusterPlan>
{
    public string Name => StartClusterPlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<StartClusterPlan>> Steps { get; } =
    [
        new("mean-running", MeanRunning, MeanStopped),
        new("start-node", StartNode, StopNode) { Each = p => p.Nodes },
    ];

    private static Task MeanRunning(StartClusterPlan plan, StepContext context, CancellationToken cancel)
        => ClusterRecords.SetRunningAsync(context.Ports.Store, true, cancel);

    private static Task MeanStopped(StartClusterPlan plan, StepContext context, CancellationToken cancel)
        => plan.WasRunning ? Task.CompletedTask : ClusterRecords.SetRunningAsync(context.Ports.Store, false, cancel);

    private static Task StartNode(StartClusterPlan plan, StepContext context, CancellationToken cancel)
        => ClusterRecords.StartNodeAsync(context, cancel);

    private static Task StopNode(StartClusterPlan plan, StepContext context, CancellationToken cancel)
        => !plan.WasRunning ? ClusterRecords.StopNodeAsync(context, cancel) : Task.CompletedTask;
}
