namespace FireCamp.Engine.Model;

/// <summary>What people are told of a member, and what plans for others need to know: a twelfth of its <see cref="MemberSpec"/>.</summary>
/// <remarks>Files, probes and the like are most of a member: who lists thousands of them must not read those.</remarks>
public sealed record MemberOutline
{
    public required string Cluster { get; init; }

    public required string Service { get; init; }

    public required string Name { get; init; }

    public required string Group { get; init; }

    public int Shard { get; init; }

    public int Ordinal { get; init; }

    public required string Zone { get; init; }

    public required string Host { get; init; }

    public string? Address { get; init; }

    public MemberRole Role { get; init; }

    public required IReadOnlyList<VolumeSpec> Volumes { get; init; }

    public IReadOnlyDictionary<string, string> Connections { get; init; } = new Dictionary<string, string>();

    public required WorkloadOutline Workload { get; init; }

    /// <summary>Names the stored <see cref="MemberSpec"/>; null for an outline that isn't stored.</summary>
    public string? SpecId { get; init; }

    /// <summary>The outline of a spec that is at hand.</summary>
    public static MemberOutline Of(MemberSpec spec) => new()
    {
        Cluster = spec.Cluster,
        Service = spec.Service,
        Name = spec.Name,
        Group = spec.Group,
        Shard = spec.Shard,
        Ordinal = spec.Ordinal,
        Zone = spec.Zone,
        Host = spec.Host,
        Address = spec.Address,
        Role = spec.Role,
        Volumes = spec.Volumes,
        Connections = spec.Connections,
        Workload = new WorkloadOutline(spec.Workload.Ports, spec.Workload.Memory, spec.Workload.Archives),
    };
}
