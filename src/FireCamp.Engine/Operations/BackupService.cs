using FireCamp.Engine.Backups;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Takes a backup: snapshots of one member of each shard, copied to a store and read back.</summary>
/// <remarks>The service runs throughout. Any unwind leaves neither snapshots nor anything in the store.</remarks>
internal sealed class BackupService : IOperation<BackupServicePlan>
{
    public string Name => BackupServicePlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<BackupServicePlan>> Steps { get; } =
    [
        new("snapshot-member", SnapshotMember, DeleteSnapshots) { Each = Sources, Deadline = TimeSpan.FromHours(6) },
        new("write-backup", WriteBackup, DeleteBackup) { Deadline = TimeSpan.FromDays(2) },
        new("verify-backup", VerifyBackup) { Deadline = TimeSpan.FromDays(2) },
        new("delete-snapshots", DeleteSnapshots) { Each = Sources },
    ];

    private static IReadOnlyList<string> Sources(BackupServicePlan plan) => [.. plan.Sources.Select(m => m.Name)];

    private static async Task SnapshotMember(BackupServicePlan plan, StepContext context, CancellationToken cancel)
    {
        await ServiceRecords.RequireSameAsync(context.Ports.Store, plan.Service, cancel).ConfigureAwait(false);
        await MemberSnapshots.EnsureAsync(context, plan.Source(context.RequiredItem), plan.IsRunning, plan.SnapshotOf, cancel).ConfigureAwait(false);
    }

    private static Task DeleteSnapshots(BackupServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberSnapshots.DeleteAsync(context, plan.Source(context.RequiredItem), plan.SnapshotOf, cancel);

    private static Task WriteBackup(BackupServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Backups.WriteAsync(
            plan.Place, ManifestOf(plan, context), plan.Contents, plan.IsEncrypted, new StepReport(context), cancel);

    private static Task DeleteBackup(BackupServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Backups.DeleteAsync(plan.Place, cancel);

    private static Task VerifyBackup(BackupServicePlan plan, StepContext context, CancellationToken cancel)
    {
        context.Report("reading back what was written");
        return context.Ports.Backups.VerifyAsync(plan.Place, cancel);
    }

    private static BackupManifest ManifestOf(BackupServicePlan plan, StepContext context) => new()
    {
        Id = plan.Place.Id,
        Cluster = plan.Cluster,
        Service = plan.Service.Name,
        Kind = plan.Service.Kind,
        Version = plan.Service.Version,
        Options = plan.Service.Options,
        Chosen = plan.Service.Chosen,
        Memory = plan.Service.Memory,
        Members = plan.Members,
        Name = plan.Label,
        Tags = plan.Tags,
        TakenAt = plan.At,
        TakenBy = context.Actor,
        Operation = context.OperationId,
        Contents = [],
    };
}
