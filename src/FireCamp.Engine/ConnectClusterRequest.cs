namespace FireCamp.Engine;

/// <summary>How a user says where an existing cluster is.</summary>
public sealed record ConnectClusterRequest
{
    public required string Name { get; init; }

    public string Platform { get; init; } = "Swarm";

    /// <summary>A copy of the file with the key that the cluster's secrets are sealed with.</summary>
    public required string KeyFile { get; init; }

    /// <summary>What the platform needs to know besides, by name; what is left out is as the cluster's own record says.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
