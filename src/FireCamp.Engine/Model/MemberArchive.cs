namespace FireCamp.Engine.Model;

/// <summary>
/// How far a member's log is archived, as the agent that has its claim sees it. Stored under <c>archives/&lt;service&gt;/&lt;member&gt;</c>.
/// </summary>
/// <remarks>Written when archiving begins to fail or goes on, and every few seconds while it goes on.</remarks>
public sealed record MemberArchive
{
    public required string Service { get; init; }

    public required string Member { get; init; }

    public required string Node { get; init; }

    /// <summary>The last segment that is in the store; empty when none is yet.</summary>
    public string Last { get; init; } = "";

    /// <summary>When the server last wrote to it.</summary>
    public DateTimeOffset? LastUntil { get; init; }

    /// <summary>The segment that can't be archived now; empty when there is none.</summary>
    public string Waiting { get; init; } = "";

    /// <summary>When the server last wrote to that one: what came later isn't archived.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Why it can't; empty when nothing keeps it.</summary>
    public string Problem { get; init; } = "";

    /// <summary>When it was written; for people.</summary>
    public DateTimeOffset At { get; init; }
}
