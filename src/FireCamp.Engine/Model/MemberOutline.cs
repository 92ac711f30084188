namespace FireCamp.Engine.Model;

/// <summary>What people are told of a member's <see cref="MemberSpec"/>, read from the same record.</summary>
/// <remarks>A member's files are nine tenths of its record: who lists thousands of members must not parse them.</remarks>
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
        Workload = new WorkloadOutline(spec.Workload.Ports),
    };
}
