using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Proves a backup: restores it into a service of its own, has that looked at by the kind's own tools, notes it, removes it.</summary>
/// <remarks>Absent → Creating → Running → Removing → absent. Whatever fails, the service goes; what is noted stays.</remarks>
internal sealed class TestBackup : IOperation<TestBackupPlan>
{
    public string Name => TestBackupPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<TestBackupPlan>> Steps { get; } =
    [
        new("verify-backup", VerifyBackup) { Deadline = TimeSpan.FromDays(2) },
        .. FilledService.Steps<TestBackupPlan>(Fill),
        new("verify-member", VerifyMember) { Each = p => p.VerifyOn, Deadline = TimeSpan.FromDays(1) },
        // What was proved stays so; from here on the service can only go.
        new("note-proof", NoteProof) { IsFinal = true },
        .. StepLift.Of<TestBackupPlan, RemoveServicePlan>(new RemoveService().Steps, plan => plan.Removal),
    ];

    private static Task VerifyBackup(TestBackupPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Backups.VerifyAsync(plan.Place, cancel);

    private static Task Fill(TestBackupPlan plan, VolumeFill fill, StepContext context, CancellationToken cancel)
    {
        context.Report(FilledService.Filling(fill));
        return context.Ports.Backups.EnsureVolumeAsync(plan.Place, fill.From, fill.Volume, fill.Log, cancel);
    }

    private static async Task VerifyMember(TestBackupPlan plan, StepContext context, CancellationToken cancel)
    {
        context.Report($"looking at {context.RequiredItem}");
        var member = plan.Create.Member(context.RequiredItem);
        try
        {
            await MemberActions.RunAsync(context, member, CatalogNames.Verify, cancel).ConfigureAwait(false);
        }
        catch (ActionFailedException e)
        {
            throw new FireCampException("BackupBad", $"Backup '{plan.Place.Id}' can be read, but what it holds isn't right: {e.Message}",
                "Take another backup, and have the service itself looked at.", e) { Target = plan.Place.Id };
        }
    }

    private static Task NoteProof(TestBackupPlan plan, StepContext context, CancellationToken cancel)
    {
        var now = context.Ports.Time.GetUtcNow();
        return context.Ports.Backups.ProveAsync(
            plan.Place, new BackupProof(now, context.Actor, plan.Cluster, context.OperationId, now - plan.At), cancel);
    }
}
