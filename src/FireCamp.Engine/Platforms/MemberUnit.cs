namespace FireCamp.Engine.Platforms;

/// <summary>A member's unit, as agents read it. Stored under <c>units/&lt;service&gt;/&lt;member&gt;</c>.</summary>
/// <remarks>
/// The engine writes all but <see cref="Node"/> and <see cref="Reason"/>. Those the scheduler writes on Local (the one agent that
/// holds the scheduler's claim); on Swarm the agent of the node that Swarm put the member's container on. All write by revision, so
/// none overwrites another's change.
/// </remarks>
public sealed record MemberUnit
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

    /// <summary>
    /// The image of its container, with its digest, which nodes that the member may come to get ahead; null while none is known, and where
    /// members are no containers.
    /// </summary>
    public string? Image { get; init; }

    public required string RunToken { get; init; }

    /// <summary>The node that is to run it; null while it has none.</summary>
    public string? Node { get; init; }

    public string Reason { get; init; } = "";
}
