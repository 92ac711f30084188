namespace FireCamp.Engine.Platforms.Local;

/// <summary>A member's unit on the Local platform. Stored under <c>units/&lt;service&gt;/&lt;member&gt;</c>.</summary>
/// <remarks>
/// The engine writes all but <see cref="Node"/> and <see cref="Reason"/>; those the scheduler writes (the one agent that
/// holds the scheduler's claim). Both write by revision, so neither overwrites the other's change.
/// </remarks>
public sealed record LocalUnit
{
    public required string Service { get; init; }

    public required string Member { get; init; }

    /// <summary>Members with the same value keep to different nodes while there are enough: <c>&lt;service&gt;/&lt;group&gt;</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The member's shard within its group: two members of one shard share a node last of all.</summary>
    public int Shard { get; init; }

    public required string Zone { get; init; }

    public required long MemoryBytes { get; init; }

    public bool MeantToRun { get; init; }

    public required string RunToken { get; init; }

    /// <summary>The node that the scheduler placed it on; null while it has none.</summary>
    public string? Node { get; init; }

    public string Reason { get; init; } = "";
}
