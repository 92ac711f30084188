namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>How a cluster's members become ECS services.</summary>
public sealed record EcsMemberOptions
{
    /// <summary>The cluster's name.</summary>
    public required string Cluster { get; init; }

    /// <summary>ECS's cluster, by its name; others' services may be in it, too.</summary>
    public required string EcsCluster { get; init; }

    public required string Region { get; init; }

    /// <summary>Where CloudWatch keeps what members write.</summary>
    public required string LogGroup { get; init; }

    /// <summary>The volume plugin; null leaves the volumes out.</summary>
    internal string? VolumeDriver { get; init; } = Swarm.SwarmNames.VolumeDriver;
}
