using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Stops a cluster's nodes, then removes its names, volumes and secrets. The façade deletes the store itself at the end.</summary>
/// <remarks>Any → absent. Until volumes are deleted an unwind starts the nodes again.</remarks>
internal sealed class RemoveCluster : IOperation<RemoveClusterPlan>
{
    public string Name => RemoveClusterPlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<RemoveClusterPlan>> Steps { get; } =
    [
        new("mean-stopped", MeanStopped, MeanRunning),
        new("stop-node", StopNode, StartNode) { Each = p => p.Nodes, Deadline = TimeSpan.FromMinutes(5) },
        new("delete-names", DeleteNames) { IsFinal = true },
        new("delete-volume", DeleteVolume) { Each = p => p.Volumes, IsFinal = true },
        new("delete-secrets", DeleteSecrets) { IsFinal = true },
        new("restore-platform", RestorePlatform) { IsFinal = true },
    ];

    private static Task MeanStopped(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => ClusterRecords.SetRunningAsync(context.Ports.Store, false, cancel);

    private static Task MeanRunning(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => plan.WasRunning ? ClusterRecords.SetRunningAsync(context.Ports.Store, true, cancel) : Task.CompletedTask;

    private static Task StopNode(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => ClusterRecords.StopNodeAsync(context, cancel);

    private static Task StartNode(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => plan.WasRunning ? ClusterRecords.StartNodeAsync(context, cancel) : Task.CompletedTask;

    private static Task DeleteNames(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.DeleteAsync([.. plan.Hosts], cancel);

    private static Task DeleteVolume(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Volumes.DeleteAsync(context.RequiredItem, cancel);

    private static Task DeleteSecrets(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Secrets.DeleteAsync("", cancel);

    private static Task RestorePlatform(RemoveClusterPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Tuning?.RestoreAsync(cancel) ?? Task.CompletedTask;
}
