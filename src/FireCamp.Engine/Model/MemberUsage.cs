namespace FireCamp.Engine.Model;

/// <summary>
/// How full a member's volumes are, as the agent that has its claim measured them. Stored under <c>usage/&lt;service&gt;/&lt;member&gt;</c>.
/// </summary>
/// <remarks>Written when a whole per cent or a reserve changed, and not more often: sizes are those of that moment.</remarks>
public sealed record MemberUsage
{
    public required string Service { get; init; }

    public required string Member { get; init; }

    public required string Node { get; init; }

    public required IReadOnlyList<VolumeUse> Volumes { get; init; }

    /// <summary>When it was written; for people.</summary>
    public DateTimeOffset At { get; init; }
}
