using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Removes a backup from its store, its manifest first: what a crash leaves of it is no backup, and goes with the repeat.</summary>
internal sealed class RemoveBackup : IOperation<RemoveBackupPlan>
{
    public string Name => RemoveBackupPlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<RemoveBackupPlan>> Steps { get; } =
    [
        new("delete-backup", DeleteBackup) { IsFinal = true, Deadline = TimeSpan.FromHours(6) },
    ];

    private static Task DeleteBackup(RemoveBackupPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Backups.DeleteAsync(plan.Place, cancel);
}
