namespace FireCamp.Agent.Images;

/// <summary>An image that the node should have, and how far it is with it.</summary>
internal sealed record ImageAhead(string Image)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Somebody may remove an image that is there.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    public bool IsThere { get; private init; }

    /// <summary>Whether it was looked for and isn't here.</summary>
    public bool IsMissed { get; private init; }

    /// <summary>Why the last pull failed; empty when none did.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Pulls that failed one after the other.</summary>
    public int Failures { get; private init; }

    /// <summary>How long to leave it alone after the last look or pull.</summary>
    public TimeSpan Pause { get; private init; }

    /// <summary>When that was, as a timestamp.</summary>
    public long At { get; private init; }

    /// <summary>It isn't here, and is to be pulled after the pause unless it has come by then.</summary>
    public ImageAhead Missed(TimeSpan pause, long at) => new(Image) { IsMissed = true, Pause = pause, At = at };

    public ImageAhead Found(long at) => new(Image) { IsThere = true, Pause = LookEvery, At = at };

    /// <summary>A pull failed; the next one waits twice as long as this one did: 10 s, 20 s … at most 15 min.</summary>
    public ImageAhead Failed(string reason, long at) => new(Image)
    {
        IsMissed = true,
        Reason = reason,
        Failures = Failures + 1,
        Pause = Failures > 0 && Pause * 2 is var doubled ? (doubled < LongestPause ? doubled : LongestPause) : FirstPause,
        At = at,
    };
}
