using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Copies a backup to another store, where there is none of its id, and reads the copy back.</summary>
/// <remarks>Any unwind leaves nothing of the copy.</remarks>
internal sealed class CopyBackup : IOperation<CopyBackupPlan>
{
    public string Name => CopyBackupPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<CopyBackupPlan>> Steps { get; } =
    [
        new("copy-backup", Copy, DeleteCopy) { Deadline = TimeSpan.FromDays(2) },
        new("verify-copy", VerifyCopy) { Deadline = TimeSpan.FromDays(2) },
    ];

    private static Task Copy(CopyBackupPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Backups.CopyAsync(plan.Place, plan.To, plan.IsEncrypted, new StepReport(context), cancel);

    private static Task DeleteCopy(CopyBackupPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Backups.DeleteAsync(plan.To, cancel);

    private static Task VerifyCopy(CopyBackupPlan plan, StepContext context, CancellationToken cancel)
    {
        context.Report("reading back what was written");
        return context.Ports.Backups.VerifyAsync(plan.To, cancel);
    }
}
