using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Policies;

/// <summary>What a user says of a backup policy; what is null stays as it was, or has its default. Pure.</summary>
public sealed record BackupPolicyChange
{
    public required string Name { get; init; }

    public string? Schedule { get; init; }

    /// <summary>Empty for UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>By default all services.</summary>
    public IReadOnlyList<string>? Services { get; init; }

    public int? Last { get; init; }

    /// <summary>Zero for none.</summary>
    public TimeSpan? Within { get; init; }

    public int? Daily { get; init; }

    public int? Weekly { get; init; }

    public int? Monthly { get; init; }

    public int? ProveEvery { get; init; }

    /// <summary>Empty for the cluster's own.</summary>
    public string? Store { get; init; }

    public bool? IsEncrypted { get; init; }

    /// <summary>Empty for none.</summary>
    public string? CopyTo { get; init; }

    public bool? IsCopyEncrypted { get; init; }

    /// <summary>The policy as it is with the change.</summary>
    /// <param name="before">Null for a new one.</param>
    /// <exception cref="InvalidInputException"><c>BackupPolicyInvalid</c>: something of it is wrong; carries every mistake.</exception>
    public BackupPolicySpec Apply(BackupPolicySpec? before, DateTimeOffset now)
    {
        var zone = TextOf(TimeZone, before?.TimeZone);
        var schedule = (Schedule ?? before?.Schedule ?? "").Trim();
        var isSame = before is not null && before.Schedule == schedule && before.TimeZone == zone;
        var after = new BackupPolicySpec
        {
            Name = before?.Name ?? Name,
            Schedule = schedule,
            TimeZone = zone,
            ScheduledAt = isSame ? before!.ScheduledAt : now,
            Services = Services ?? before?.Services ?? ["*"],
            Keep = Kept(before?.Keep ?? new RetentionRule()),
            ProveEvery = ProveEvery ?? before?.ProveEvery ?? 0,
            Store = TextOf(Store, before?.Store),
            IsEncrypted = IsEncrypted ?? before?.IsEncrypted ?? false,
            CopyTo = TextOf(CopyTo, before?.CopyTo),
            IsCopyEncrypted = IsCopyEncrypted ?? before?.IsCopyEncrypted ?? false,
        };
        var mistakes = BackupPolicyRules.Mistakes(after, now);
        return mistakes.Count == 0 ? after : throw new InvalidInputException("BackupPolicyInvalid", $"Backup policy '{after.Name}'", mistakes);
    }

    private static string? TextOf(string? said, string? before) => said is null ? before : said.Length > 0 ? said : null;

    private RetentionRule Kept(RetentionRule before) => new()
    {
        Last = Last ?? before.Last,
        Within = Within is { } age ? (age == TimeSpan.Zero ? null : age) : before.Within,
        Daily = Daily ?? before.Daily,
        Weekly = Weekly ?? before.Weekly,
        Monthly = Monthly ?? before.Monthly,
    };
}
