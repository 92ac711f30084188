namespace FireCamp.Engine.Model;

/// <summary>A service as users see it: what was asked and what is seen.</summary>
public sealed record Service
{
    public required string Cluster { get; init; }

    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Version { get; init; }

    public required ServicePhase Phase { get; init; }

    /// <summary>Why, as a sentence; empty when there is nothing to say.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When the phase began: the latest change of any member; for people.</summary>
    public DateTimeOffset? Since { get; init; }

    public int ReadyMembers { get; init; }

    public int TotalMembers { get; init; }

    /// <summary>The primaries' names: one, or one a shard; empty where none is known.</summary>
    public IReadOnlyList<string> Primary { get; init; } = [];

    public required ByteSize Memory { get; init; }

    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When disruptive operations on it may begin; at any time when there is none.</summary>
    public IReadOnlyList<MaintenanceWindow> Windows { get; init; } = [];

    /// <summary>Whether disruptive operations on it need an approval.</summary>
    public bool RequireApproval { get; init; }

    /// <summary>For how long its primary may be unable to run anywhere before agents promote a replica; null for not at all.</summary>
    public TimeSpan? FailoverAfter { get; init; }

    /// <summary>How much may be missing then; null where it doesn't matter.</summary>
    public ByteSize? FailoverMaxLag { get; init; }

    /// <summary>The unfinished operation on it, or null; resume or undo that first.</summary>
    public string? Operation { get; init; }
}
