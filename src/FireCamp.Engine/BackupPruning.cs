using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Removes the backups that a policy's retention lets go.</summary>
internal sealed class BackupPruning(ClusterConnection connection, ClusterBackups backups)
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    /// <summary>The ids of those that go from the store that backups are taken to.</summary>
    /// <remarks>A backup that something is made of at the moment stays for this time.</remarks>
    /// <param name="coming">When one more is to be taken; null for none.</param>
    public async Task<IReadOnlyList<string>> DecideAsync(
        BackupPolicySpec policy, string service, string store, DateTimeOffset? coming, CancellationToken cancel)
    {
        var all = await backups.ListAsync(store, service, cancel).ConfigureAwait(false);
        return await DecideAsync(policy, all, coming, cancel).ConfigureAwait(false);
    }

    /// <summary>They are gone, of copies those that the same rule lets go.</summary>
    /// <param name="removed">Gets the id of each as it goes.</param>
    public async Task PruneAsync(
        BackupPolicySpec policy, BackupPlace newest, ICollection<string> removed, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        await FinishAsync(newest.Service, removed, progress, cancel).ConfigureAwait(false);
        var all = await backups.ListAsync(newest.Store, newest.Service, cancel).ConfigureAwait(false);
        if (policy.CopyTo is { } copies)
        {
            // Copies aren't proved themselves, but that of the last proven backup is worth as much.
            var provenAt = all.ToDictionary(b => b.Id, b => b.ProvenAt);
            var copied = (await backups.ListAsync(copies, newest.Service, cancel).ConfigureAwait(false))
                .Select(c => c with { ProvenAt = c.ProvenAt ?? provenAt.GetValueOrDefault(c.Id) }).ToList();
            await RemoveAsync(copies, await DecideAsync(policy, copied, null, cancel).ConfigureAwait(false), removed, progress, cancel)
                .ConfigureAwait(false);
        }

        await RemoveAsync(newest.Store, await DecideAsync(policy, all, null, cancel).ConfigureAwait(false), removed, progress, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>Removals that were interrupted are finished: of what they were at the manifest is gone, so that nothing else leads to it.</summary>
    private async Task FinishAsync(
        string service, ICollection<string> removed, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        foreach (var operation in (await connection.Operations.ListUnfinishedAsync(cancel).ConfigureAwait(false)).Values)
        {
            if (operation is not { Name: RemoveBackupPlan.Name, CanUndo: false }
                || await connection.Operations.GetPlanAsync(operation.Id, cancel).ConfigureAwait(false) is not RemoveBackupPlan { Place: var place }
                || NameRules.Key(place.Service) != NameRules.Key(service))
            {
                continue;
            }

            try
            {
                await connection.Runner.ResumeAsync(operation.Id, progress, cancel).ConfigureAwait(false);
                removed.Add(place.Id);
            }
            catch (OperationRunningException)
            {
                // Somebody is at it.
            }
        }
    }

    private async Task<IReadOnlyList<string>> DecideAsync(
        BackupPolicySpec policy, IReadOnlyList<Backup> all, DateTimeOffset? coming, CancellationToken cancel)
    {
        var going = PolicyRetention.Decide(policy, connection.Ports.Cluster, all, coming, connection.Ports.Time.GetUtcNow());
        var used = going.Count == 0 ? [] : await UsedAsync(cancel).ConfigureAwait(false);
        return [.. going.Where(id => !used.Contains(id))];
    }

    private async Task RemoveAsync(
        string store, IReadOnlyList<string> ids, ICollection<string> removed, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        foreach (var id in ids)
        {
            try
            {
                await RemoveAsync(store, id, progress, cancel).ConfigureAwait(false);
                removed.Add(id);
            }
            catch (NotFoundException)
            {
                // Somebody removed it at the same moment.
            }
        }
    }

    private async Task RemoveAsync(string store, string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        // One that was asked for and didn't begin.
        var unfinished = await connection.Operations.FindUnfinishedAsync(Subjects.Backup(id), cancel).ConfigureAwait(false);
        if (unfinished is { Name: RemoveBackupPlan.Name } begun)
        {
            await connection.Runner.ResumeAsync(begun.Id, progress, cancel).ConfigureAwait(false);
            return;
        }

        var plan = await backups.PlanRemoveAsync(store, id, force: false, cancel).ConfigureAwait(false);
        await connection.Runner.RunAsync(plan, NoSecrets, progress, cancel).ConfigureAwait(false);
    }

    private async Task<HashSet<string>> UsedAsync(CancellationToken cancel)
    {
        var used = new HashSet<string>();
        foreach (var operation in (await connection.Operations.ListUnfinishedAsync(cancel).ConfigureAwait(false)).Values)
        {
            if (operation.Name is RestoreServicePlan.Name or RestoreInPlacePlan.Name or TestBackupPlan.Name or CopyBackupPlan.Name)
            {
                used.Add(PlaceOf(await connection.Operations.GetPlanAsync(operation.Id, cancel).ConfigureAwait(false))?.Id ?? "");
            }
        }

        return used;
    }

    private static BackupPlace? PlaceOf(OperationPlan plan) => plan switch
    {
        RestoreServicePlan restore => restore.Place,
        RestoreInPlacePlan restore => restore.Place,
        TestBackupPlan test => test.Place,
        CopyBackupPlan copy => copy.Place,
        _ => null,
    };
}
