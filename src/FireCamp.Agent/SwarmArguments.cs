namespace FireCamp.Agent;

/// <summary>What the agent of a node with a dockerd is started with besides.</summary>
internal sealed record SwarmArguments
{
    /// <summary>What the agent is there for.</summary>
    public NodeDuties Duties { get; init; } = NodeDuties.Members;

    /// <summary>Where dockerd answers.</summary>
    public string DockerSocket { get; init; } = "/run/docker.sock";

    /// <summary>Where dockerd finds the volume driver; its name without the ending is the driver's.</summary>
    public string PluginSocket { get; init; } = "/run/docker/plugins/firecamp.sock";

    /// <summary>The metadata store's URL; null for the SQLite file in the home.</summary>
    public string? Store { get; init; }

    /// <summary>A folder that all nodes see, where volumes and logs are; null for the home.</summary>
    public string? SharedStorage { get; init; }

    /// <summary>The members' addresses, which this node takes and fences; null where members have none.</summary>
    public string? StaticIpPool { get; init; }
}
