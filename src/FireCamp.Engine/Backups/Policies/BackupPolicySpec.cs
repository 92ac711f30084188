namespace FireCamp.Engine.Backups.Policies;

/// <summary>When which services are backed up, and which of these backups are kept. Stored under <c>backup-policies/&lt;name&gt;</c>.</summary>
public sealed record BackupPolicySpec
{
    /// <summary>The tag of a backup that names the policy that it belongs to: retention looks at no others.</summary>
    public const string PolicyTag = "backup-policy";

    /// <summary>The tag of a backup that says for which moment it was taken.</summary>
    public const string DueTag = "backup-due";

    public required string Name { get; init; }

    /// <summary>A cron line or an interval, as <see cref="BackupSchedule.Parse"/> reads it.</summary>
    public required string Schedule { get; init; }

    /// <summary>The time zone that a cron line means; null for UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Since when it has this schedule: what would have been due before was never missed.</summary>
    public required DateTimeOffset ScheduledAt { get; init; }

    /// <summary>The services' names, or patterns of them.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    public required RetentionRule Keep { get; init; }

    /// <summary>The first backup of a service is proved, and then each so manieth; 0 for none.</summary>
    public int ProveEvery { get; init; }

    /// <summary>The URL of the store that backups go to; null for the cluster's own.</summary>
    public string? Store { get; init; }

    public bool IsEncrypted { get; init; }

    /// <summary>The URL of the store that each backup is copied to; null for none.</summary>
    public string? CopyTo { get; init; }

    /// <summary>Whether copies are encrypted though the backups aren't.</summary>
    public bool IsCopyEncrypted { get; init; }

    public BackupSchedule ScheduleFrom(DateTimeOffset now) => BackupSchedule.Parse(Schedule, TimeZone, now);
}
