namespace FireCamp.Engine.Model;

/// <summary>What one invocation of a backup policy did for one service.</summary>
public sealed record BackupTurnResult
{
    public required string Cluster { get; init; }

    public required string Policy { get; init; }

    public required string Service { get; init; }

    public required BackupTurnOutcome Outcome { get; init; }

    /// <summary>The moment for which it was due; null when it wasn't.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The id of the backup that was taken for that moment; null when there is none.</summary>
    public string? Backup { get; init; }

    /// <summary>Whether that backup was restored and found good.</summary>
    public bool IsProven { get; init; }

    /// <summary>The URL of the store that it was copied to; null when it wasn't.</summary>
    public string? CopiedTo { get; init; }

    /// <summary>The ids of the backups that were removed, from the second store as from the first.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>When it is due next; in the past when it is due now.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>What it waits for, or what failed; empty when nothing.</summary>
    public string Reason { get; init; } = "";
}
