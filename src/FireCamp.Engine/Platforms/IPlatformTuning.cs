namespace FireCamp.Engine.Platforms;

/// <summary>Settings of the platform as a whole that clusters need. It is shared with others, who find them as they were afterwards.</summary>
public interface IPlatformTuning
{
    /// <summary>What <see cref="ApplyAsync"/> would change, a line each; empty when nothing.</summary>
    Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancel);

    /// <summary>The settings are as the cluster needs them, and the platform remembers what they were. A repeat changes nothing.</summary>
    Task ApplyAsync(CancellationToken cancel);

    /// <summary>
    /// The cluster needs them no more. With the last cluster each becomes what it was before, unless somebody else has changed it
    /// meanwhile. A repeat changes nothing.
    /// </summary>
    Task RestoreAsync(CancellationToken cancel);
}
