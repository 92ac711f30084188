using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Policies;

/// <summary>What a backup policy must be like. Pure.</summary>
public static class BackupPolicyRules
{
    private const int MostBetweenProofs = 1000;

    /// <summary>Everything that is wrong with a policy.</summary>
    /// <param name="now">From here on its schedule must come at least once.</param>
    public static IReadOnlyList<Mistake> Mistakes(BackupPolicySpec policy, DateTimeOffset now)
        =>
        [
            .. NameRules.Check("backup policy", policy.Name, NameRules.ServiceNameLength) is { } wrong ? [wrong] : (Mistake[])[],
            .. Of(() => policy.ScheduleFrom(now)),
            .. policy.Services.Count == 0 ? [new Mistake("service", "it would back up nothing: name services, or * for all.")] : (Mistake[])[],
            .. policy.Services.Select(ServicePattern.Check).OfType<Mistake>(),
            .. policy.Keep.Mistakes,
            .. policy.ProveEvery is < 0 or > MostBetweenProofs
                ? [new Mistake("prove every", $"{policy.ProveEvery} is no number from 0 to {MostBetweenProofs}.")]
                : (Mistake[])[],
            .. policy.Store is { } store ? Of(() => BackupStoreFactory.Check(store)) : [],
            .. policy.CopyTo is { } copies ? Of(() => BackupStoreFactory.Check(copies)) : [],
            .. policy.CopyTo is not null && policy.CopyTo == policy.Store
                ? [new Mistake("copy to", "copies would go to where the backups are.")]
                : (Mistake[])[],
        ];

    private static IReadOnlyList<Mistake> Of(Action read)
    {
        try
        {
            read();
            return [];
        }
        catch (InvalidInputException e)
        {
            return e.Mistakes;
        }
    }
}
