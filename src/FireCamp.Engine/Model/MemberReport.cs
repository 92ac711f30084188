namespace FireCamp.Engine.Model;

/// <summary>
/// What the agent that runs a member last saw of it. Stored under <c>reports/&lt;service&gt;/&lt;member&gt;</c>;
/// written by that agent on change only.
/// </summary>
public sealed record MemberReport
{
    public required string Member { get; init; }

    public required string Node { get; init; }

    /// <summary>The claim's epoch under which it ran; a report of a lower epoch than the claim's is history.</summary>
    public long Epoch { get; init; }

    public MemberPhase Phase { get; init; }

    /// <summary>Why it is in that phase, as a sentence; empty when there is nothing to say.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When the phase began, for people: never compared between nodes.</summary>
    public DateTimeOffset Since { get; init; }

    public MemberRole Role { get; init; }

    /// <summary>Whether a replica has what its primary has; true for a primary.</summary>
    public bool CaughtUp { get; init; }

    /// <summary>About how many bytes a replica is behind: written again when that has halved or doubled; null where its kind doesn't say.</summary>
    public long? Lag { get; init; }

    /// <summary>How many bytes a primary that ended by itself had written when it was last seen; null where its kind doesn't say.</summary>
    public long? Position { get; init; }

    /// <summary>The run token (see the platform's ensure) of the process that runs; null when none does.</summary>
    public string? RunToken { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>How often the process ended by itself since the claim was taken.</summary>
    public int Failures { get; init; }
}
