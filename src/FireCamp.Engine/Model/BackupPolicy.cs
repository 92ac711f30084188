namespace FireCamp.Engine.Model;

/// <summary>A backup policy, for people.</summary>
public sealed record BackupPolicy
{
    public required string Name { get; init; }

    public required string Cluster { get; init; }

    /// <summary>A cron line or an interval.</summary>
    public required string Schedule { get; init; }

    /// <summary>The time zone that a cron line means.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Names of services, or patterns of them.</summary>
    public required IReadOnlyList<string> Service { get; init; }

    /// <summary>The services that these mean now.</summary>
    public required IReadOnlyList<string> Matches { get; init; }

    /// <summary>Which backups are kept, in words: <c>last 7, within 30d</c>.</summary>
    public required string Keep { get; init; }

    /// <summary>The first backup of a service is proved, and then each so manieth; 0 for none.</summary>
    public int ProveEvery { get; init; }

    /// <summary>The URL of the store; null for the cluster's own.</summary>
    public string? Store { get; init; }

    public bool IsEncrypted { get; init; }

    /// <summary>The URL of the store that each backup is copied to; null for none.</summary>
    public string? CopyTo { get; init; }

    /// <summary>When it is due next for any of its services; in the past when it is due now, null when there is none.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The services for which the last turn isn't finished, each with the reason.</summary>
    public IReadOnlyList<string> Unfinished { get; init; } = [];
}
