namespace FireCamp.Engine.Model;

/// <summary>A member as users see it: what was planned and what is seen.</summary>
public sealed record Member
{
    public required string Cluster { get; init; }

    public required string Service { get; init; }

    public required string Name { get; init; }

    public required MemberPhase Phase { get; init; }

    public string Reason { get; init; } = "";

    public DateTimeOffset? Since { get; init; }

    public MemberRole Role { get; init; }

    public bool CaughtUp { get; init; }

    /// <summary>About how much a replica is behind; null where its kind doesn't say, and for any that is not ready.</summary>
    public ByteSize? Lag { get; init; }

    /// <summary>The zone that it was planned for.</summary>
    public required string Zone { get; init; }

    /// <summary>The node that runs it or did so last; null before the first.</summary>
    public string? Node { get; init; }

    public required string Host { get; init; }

    public string? Address { get; init; }

    public IReadOnlyList<PortSpec> Ports { get; init; } = [];

    public IReadOnlyList<VolumeSpec> Volumes { get; init; } = [];

    public int Shard { get; init; }

    /// <summary>The claim's epoch: how often a node took the member on.</summary>
    public long Epoch { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>The run token of the process that runs; see the platform's ensure.</summary>
    public string? RunToken { get; init; }
}
