using System.Globalization;
using System.Text;
using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>What a backup policy's turn consists of: operations, each of which survives a crash by itself.</summary>
/// <remarks>
/// Take → Copy → Prove → Prune → Done. What is written of the turn between two of them says where the next session goes on: an operation that was
/// interrupted is finished, and no backup is taken twice for a moment. When one fails those behind it aren't begun, so that nothing is
/// removed on the strength of a backup that isn't there or isn't good.
/// </remarks>
internal sealed class BackupTurnWork(ClusterConnection connection, ClusterBackups backups)
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    private readonly BackupPruning pruning = new(connection, backups);

    /// <summary>The turn is done.</summary>
    /// <param name="removed">Gets the id of each backup that goes.</param>
    public async Task DoAsync(
        BackupPolicySpec policy, TurnLease lease, ICollection<string> removed, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        if (lease.Turn.Stage == TurnStage.Take)
        {
            await TakeAsync(policy, lease, progress, cancel).ConfigureAwait(false);
        }

        if (lease.Turn.Stage == TurnStage.Copy)
        {
            await CopyAsync(policy, lease, progress, cancel).ConfigureAwait(false);
        }

        if (lease.Turn.Stage == TurnStage.Prove)
        {
            await ProveAsync(policy, lease, progress, cancel).ConfigureAwait(false);
        }

        if (lease.Turn.Stage == TurnStage.Prune)
        {
            await pruning.PruneAsync(policy, lease.Turn.Place!, removed, progress, cancel).ConfigureAwait(false);
            await lease.ChangeAsync(turn => turn with { Stage = TurnStage.Done, Error = null }).ConfigureAwait(false);
        }
    }

    /// <summary>What would be done now.</summary>
    public async Task<BackupTurnPreview> PreviewAsync(BackupPolicySpec policy, string service, bool force, CancellationToken cancel)
    {
        var now = connection.Ports.Time.GetUtcNow();
        var seen = await connection.Ports.Store.FindAsync(
            Keys.BackupTurn(policy.Name, service), OperationsJson.Default.BackupTurn, cancel).ConfigureAwait(false);
        if (BackupTurn.Next(policy, service, seen?.Value, force, now) is not { } turn)
        {
            return new BackupTurnPreview(false, "");
        }

        var takes = turn.Stage == TurnStage.Take;
        var store = turn.Place?.Store ?? policy.Store ?? await backups.FindStoreAsync(cancel).ConfigureAwait(false);
        var going = await GoingAsync(policy, service, store, takes ? now : null, cancel).ConfigureAwait(false);
        var counted = takes ? turn with { SinceProven = turn.SinceProven + 1 } : turn;
        var text = new StringBuilder()
            .AppendLine($"Carry out backup policy '{policy.Name}' for service '{service}' of cluster '{connection.Ports.Cluster}'")
            .AppendLine($"  Due: {turn.Due:u}{(force ? " (by force)" : "")}")
            .AppendLine($"  Store: {store ?? "none is named, and the cluster has none"}")
            .AppendLine($"  Encrypted: {(policy.IsEncrypted ? "with the cluster's key" : "no")}")
            .AppendLine($"  Kept: {policy.Keep}")
            .AppendLine($"  Removed: {(going.Count == 0 ? "none" : string.Join(", ", going))}");
        return new BackupTurnPreview(true, PlanText.Steps(text,
        [
            takes ? "take a backup and read it back" : "",
            turn.Stage <= TurnStage.Copy && policy.CopyTo is { } copies ? $"copy it to {copies}" : "",
            turn.Stage <= TurnStage.Prove && counted.IsToBeProved(policy) ? "prove it in a service that is there for this alone" : "",
            going.Count > 0 ? "remove the backups that aren't kept" : "",
        ]));
    }

    // A store that can't be used is told of by what is then carried out, and noted there.
    private async Task<IReadOnlyList<string>> GoingAsync(
        BackupPolicySpec policy, string service, string? store, DateTimeOffset? coming, CancellationToken cancel)
    {
        try
        {
            return store is null ? [] : await pruning.DecideAsync(policy, service, store, coming, cancel).ConfigureAwait(false);
        }
        catch (FireCampException)
        {
            return [];
        }
    }

    private async Task TakeAsync(BackupPolicySpec policy, TurnLease lease, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var turn = lease.Turn;
        await TidyAsync(turn.Left, progress, cancel).ConfigureAwait(false);
        await FinishBackupAsync(policy, turn.Service, progress, cancel).ConfigureAwait(false);
        var place = await FindAsync(policy, turn.Service, MomentOf(turn.Due), cancel).ConfigureAwait(false);
        if (place is null)
        {
            var tags = new Dictionary<string, string>
            {
                [BackupPolicySpec.PolicyTag] = policy.Name, [BackupPolicySpec.DueTag] = MomentOf(turn.Due),
            };
            var plan = await backups.PlanBackupAsync(turn.Service, policy.Store, policy.IsEncrypted, null, tags, cancel).ConfigureAwait(false);

            // A session that was frozen until now learns here that the turn is another's.
            await lease.ChangeAsync(t => t).ConfigureAwait(false);
            await connection.Runner.RunAsync(plan, NoSecrets, progress, cancel).ConfigureAwait(false);
            place = plan.Place;
        }

        await lease.ChangeAsync(t => t with { Stage = TurnStage.Copy, Place = place, Left = null, SinceProven = t.SinceProven + 1 })
            .ConfigureAwait(false);
    }

    /// <summary>What an earlier turn began with its backup, and has no use any more, is taken back.</summary>
    private async Task TidyAsync(BackupPlace? left, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        if (left is null
            || await connection.Operations.FindUnfinishedAsync(Subjects.Backup(left.Id), cancel).ConfigureAwait(false) is not { } begun
            || begun.Name is not (CopyBackupPlan.Name or TestBackupPlan.Name))
        {
            return;
        }

        try
        {
            _ = begun.CanUndo
                ? await connection.Runner.UndoAsync(begun.Id, progress, cancel).ConfigureAwait(false)
                : await connection.Runner.ResumeAsync(begun.Id, progress, cancel).ConfigureAwait(false);
        }
        catch (FireCampException)
        {
            // It stays among the unfinished operations; a new backup doesn't wait for it.
        }
    }

    /// <summary>A backup of the policy's that was interrupted is finished; where its moment has one already, it is taken back.</summary>
    private async Task FinishBackupAsync(
        BackupPolicySpec policy, string service, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        if (await FindUnfinishedAsync<BackupServicePlan>(Subjects.Service(service), cancel).ConfigureAwait(false) is not var (id, plan)
            || !plan.Tags.TryGetValue(BackupPolicySpec.PolicyTag, out var name) || NameRules.Key(name) != NameRules.Key(policy.Name))
        {
            return;
        }

        var moment = plan.Tags.GetValueOrDefault(BackupPolicySpec.DueTag, "");
        _ = await FindAsync(policy, service, moment, cancel).ConfigureAwait(false) is null
            ? await connection.Runner.ResumeAsync(id, progress, cancel).ConfigureAwait(false)
            : await connection.Runner.UndoAsync(id, progress, cancel).ConfigureAwait(false);
    }

    private async Task CopyAsync(BackupPolicySpec policy, TurnLease lease, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var place = lease.Turn.Place!;
        if (policy.CopyTo is { } to)
        {
            await ResumeAsync<CopyBackupPlan>(place, progress, cancel).ConfigureAwait(false);
            if (await backups.FindAsync(to, place.Id, cancel).ConfigureAwait(false) is null)
            {
                var plan = await backups.PlanCopyBackupAsync(new RestoreOrder(place.Id, place.Store, null), to, policy.IsCopyEncrypted, cancel)
                    .ConfigureAwait(false);
                await connection.Runner.RunAsync(plan, NoSecrets, progress, cancel).ConfigureAwait(false);
            }
        }

        await lease.ChangeAsync(t => t with { Stage = TurnStage.Prove }).ConfigureAwait(false);
    }

    private async Task ProveAsync(BackupPolicySpec policy, TurnLease lease, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var place = lease.Turn.Place!;
        var isProved = lease.Turn.IsToBeProved(policy);
        if (isProved)
        {
            await ResumeAsync<TestBackupPlan>(place, progress, cancel).ConfigureAwait(false);
            if ((await backups.GetAsync(place.Store, place.Id, cancel).ConfigureAwait(false)).ProvenAt is null)
            {
                var plan = await backups.PlanTestAsync(new RestoreOrder(place.Id, place.Store, null), cancel).ConfigureAwait(false);
                await connection.Runner.RunAsync(plan, NoSecrets, progress, cancel).ConfigureAwait(false);
            }
        }

        await lease.ChangeAsync(t => t with { Stage = TurnStage.Prune, SinceProven = isProved ? 0 : t.SinceProven }).ConfigureAwait(false);
    }

    /// <summary>An operation of that sort on the backup that was interrupted is finished.</summary>
    private async Task ResumeAsync<TPlan>(BackupPlace place, IProgress<OperationProgress>? progress, CancellationToken cancel)
        where TPlan : OperationPlan
    {
        if (await FindUnfinishedAsync<TPlan>(Subjects.Backup(place.Id), cancel).ConfigureAwait(false) is var (id, _))
        {
            await connection.Runner.ResumeAsync(id, progress, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The unfinished operation on a subject, if it is of that sort: others are left to those whose they are.</summary>
    private async Task<(string Id, TPlan Plan)?> FindUnfinishedAsync<TPlan>(string subject, CancellationToken cancel)
        where TPlan : OperationPlan
        => await connection.Operations.FindUnfinishedAsync(subject, cancel).ConfigureAwait(false) is { } begun
            && await connection.Operations.GetPlanAsync(begun.Id, cancel).ConfigureAwait(false) is TPlan plan
            ? (begun.Id, plan)
            : null;

    /// <summary>The backup that was taken for a moment; null when there is none.</summary>
    private async Task<BackupPlace?> FindAsync(BackupPolicySpec policy, string service, string moment, CancellationToken cancel)
    {
        var store = await backups.StoreAsync(policy.Store, cancel).ConfigureAwait(false);
        var all = await backups.ListAsync(store, service, cancel).ConfigureAwait(false);
        return all.FirstOrDefault(b => PolicyRetention.IsOf(policy, connection.Ports.Cluster, b)
            && b.Tags.GetValueOrDefault(BackupPolicySpec.DueTag) == moment) is { } backup
            ? new BackupPlace(store, backup.Service, backup.Id)
            : null;
    }

    private static string MomentOf(DateTimeOffset due) => due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
