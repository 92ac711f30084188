using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Creates a service with another one's data, by snapshots and without a store.</summary>
/// <remarks>Absent → Creating → Running; the other one runs throughout. Any unwind leaves nothing behind.</remarks>
internal sealed class CopyService : IOperation<CopyServicePlan>
{
    public string Name => CopyServicePlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<CopyServicePlan>> Steps { get; } =
    [
        new("snapshot-member", SnapshotMember, DeleteSnapshots) { Each = Sources, Deadline = TimeSpan.FromHours(6) },
        .. FilledService.Steps<CopyServicePlan>(Fill),
        new("delete-snapshots", DeleteSnapshots) { Each = Sources },
    ];

    private static IReadOnlyList<string> Sources(CopyServicePlan plan) => [.. plan.Sources.Select(m => m.Name)];

    private static async Task SnapshotMember(CopyServicePlan plan, StepContext context, CancellationToken cancel)
    {
        await ServiceRecords.RequireSameAsync(context.Ports.Store, plan.Of, cancel).ConfigureAwait(false);
        await MemberSnapshots.EnsureAsync(context, plan.Source(context.RequiredItem), plan.IsRunning, plan.SnapshotOf, cancel).ConfigureAwait(false);
    }

    private static Task DeleteSnapshots(CopyServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberSnapshots.DeleteAsync(context, plan.Source(context.RequiredItem), plan.SnapshotOf, cancel);

    private static Task Fill(CopyServicePlan plan, VolumeFill fill, StepContext context, CancellationToken cancel)
    {
        context.Report($"filling {fill.Volume.Name} from {fill.From}");
        return context.Ports.Backups.EnsureCopyAsync(fill.From, fill.Volume, cancel);
    }
}
