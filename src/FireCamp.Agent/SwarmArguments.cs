namespace FireCamp.Agent;

/// <summary>What the agent of a node with a dockerd is started with besides.</summary>
internal sealed record SwarmArguments
{
    /// <summary>Where dockerd answers.</summary>
    public string DockerSocket { get; init; } = "/run/docker.sock";

    /// <summary>Where dockerd finds the volume driver; its name without the ending is the driver's.</summary>
    public string PluginSocket { get; init; } = "/run/docker/plugins/firecamp.sock";
}
