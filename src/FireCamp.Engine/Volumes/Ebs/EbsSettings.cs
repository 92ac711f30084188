namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Which cluster's volumes they are, and how long AWS may take.</summary>
public sealed record EbsSettings
{
    public required string Cluster { get; init; }

    /// <summary>What sort of volume a member gets, where nothing else is said for it.</summary>
    public EbsVolumeClass Class { get; init; } = new();

    /// <summary>How long a volume may take to be made, attached or detached. Default 2 min.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an instance may take to let go of a volume before it is taken by force, where the fence allows that. Default 10 s.</summary>
    public TimeSpan GentleFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long attaching may take before another device is tried. Default 40 s.</summary>
    public TimeSpan AttachingFor { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long a snapshot may take to be usable. Default 6 h.</summary>
    public TimeSpan SnapshotWithin { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Between two looks at what AWS does. Default 1 s.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);
}
