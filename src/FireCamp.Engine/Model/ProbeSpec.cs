namespace FireCamp.Engine.Model;

/// <summary>How the agent finds out, every second, whether a member is ready and what its role is.</summary>
/// <remarks>
/// The output is a list of lines <c>key=value</c>; known keys: <c>ready</c> (true/false), <c>role</c> (primary/replica),
/// <c>caught-up</c> (true/false: a replica has what the primary has), <c>reason</c> (a sentence for people),
/// <c>lag</c> (bytes), <c>position</c> (bytes that a primary has written). A probe that fails or says nothing in time is "not ready" with that
/// as the reason.
/// </remarks>
public sealed record ProbeSpec
{
    /// <summary>A command run as the member's user with its environment; its standard output is the answer. Null for a TCP probe.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The port that a TCP probe talks to on the member's address.</summary>
    public string? Port { get; init; }

    /// <summary>What a TCP probe sends; may hold secret placeholders.</summary>
    public string? Send { get; init; }

    /// <summary>What a TCP probe makes of the answer: for each key a list of regular expressions, tried in order.</summary>
    public IReadOnlyList<ProbeMatch> Matches { get; init; } = [];

    /// <summary>How long one probe may take. Default 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);
}
