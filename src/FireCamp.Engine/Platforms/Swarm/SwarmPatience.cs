namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>How long managers are given.</summary>
/// <param name="Whole">For how long a call is repeated; with zero, every manager is asked once.</param>
/// <param name="Answer">How long one answer may take.</param>
internal readonly record struct SwarmPatience(TimeSpan Whole, TimeSpan Answer)
{
    /// <summary>A healthy manager answers in milliseconds.</summary>
    private static readonly TimeSpan OneAnswer = TimeSpan.FromSeconds(5);

    /// <summary>For what is read for people: 5 s.</summary>
    public static SwarmPatience Look { get; } = new(TimeSpan.Zero, OneAnswer);

    /// <summary>For what has to be done: 5 s. An election takes longer, and is waited for by the operation's step, which says so.</summary>
    public static SwarmPatience Change { get; } = new(TimeSpan.FromSeconds(5), OneAnswer);

    /// <summary>For what a manager asks a registry: 30 s.</summary>
    public static SwarmPatience Registry { get; } = new(TimeSpan.Zero, TimeSpan.FromSeconds(30));
}
