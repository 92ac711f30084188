using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Policies;

/// <summary>Decides which of a service's backups a policy lets go. Pure.</summary>
/// <remarks>
/// Only backups that belong to the policy count and go: those that somebody took by hand stay, as do another cluster's in the same store
/// and those that can't be read. Whatever the rule says, the policy's newest and its last proven backup stay, and every one that any
/// backup of the service builds on.
/// </remarks>
public static class PolicyRetention
{
    /// <param name="backups">All of the service that the store has.</param>
    /// <param name="coming">One that is to be taken; null for none. It doesn't go.</param>
    /// <returns>The ids of those that go, each before those that it builds on.</returns>
    public static IReadOnlyList<string> Decide(
        BackupPolicySpec policy, string cluster, IReadOnlyCollection<Backup> backups, DateTimeOffset? coming, DateTimeOffset now)
    {
        var own = backups.Where(b => IsOf(policy, cluster, b)).ToList();
        var counted = own.Select(b => new RetainedBackup(b.Id, b.TakenAt!.Value, b.Parent, b.ProvenAt)).ToList();
        if (coming is { } moment)
        {
            counted.Add(new RetainedBackup("", moment));
        }

        var needed = Needed(backups, own);
        return
        [
            .. Retention.Decide(policy.Keep, counted, now).Where(v => !v.IsKept).Select(v => v.Backup.Id)
                .Where(id => id.Length > 0 && !needed.Contains(id)),
        ];
    }

    /// <summary>Whether the policy took the backup.</summary>
    public static bool IsOf(BackupPolicySpec policy, string cluster, Backup backup)
        => backup.TakenAt is not null
            && NameRules.Key(backup.Cluster) == NameRules.Key(cluster)
            && backup.Tags.TryGetValue(BackupPolicySpec.PolicyTag, out var name)
            && NameRules.Key(name) == NameRules.Key(policy.Name);

    // What backups that aren't the policy's build on, however far back.
    private static HashSet<string> Needed(IReadOnlyCollection<Backup> backups, IReadOnlyCollection<Backup> own)
    {
        var byId = backups.ToDictionary(b => b.Id);
        var needed = new HashSet<string>();
        foreach (var other in backups.Except(own))
        {
            var id = other.Parent;
            while (id is not null && needed.Add(id))
            {
                id = byId.GetValueOrDefault(id)?.Parent;
            }
        }

        return needed;
    }
}
