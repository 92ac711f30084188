namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>How a cluster's members become Docker services.</summary>
public sealed record SwarmMemberOptions
{
    private const string HostNetwork = "host";

    /// <summary>The cluster's name.</summary>
    public required string Cluster { get; init; }

    /// <summary>Whether members may run on managers, where losing the leader costs an election. Default: only on workers.</summary>
    public bool OnManagers { get; init; }

    /// <summary>Whether nodes may lack the volume plugin, for their agents are still to be installed.</summary>
    public bool AgentsToCome { get; init; }

    /// <summary>The network of the members' containers: an overlay network by name. Default <c>host</c>, the nodes' own.</summary>
    public string Network { get; init; } = HostNetwork;

    /// <summary>Whether members are on an overlay network.</summary>
    public bool IsOverlay => Network != HostNetwork;

    /// <summary>The volume plugin; null leaves the volumes out.</summary>
    internal string? VolumeDriver { get; init; } = SwarmNames.VolumeDriver;

    /// <summary>What the container starts: the gate, behind which the agent says what it becomes.</summary>
    internal IReadOnlyList<string> Command { get; init; } = MemberGate.Command(SwarmNames.PathOf("data"));
}
