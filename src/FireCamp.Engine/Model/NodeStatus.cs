namespace FireCamp.Engine.Model;

/// <summary>A node as it is seen.</summary>
/// <param name="Since">When the phase was first seen, for people; null when not known.</param>
/// <param name="Endpoint">Where its agent answers; null when it doesn't.</param>
/// <param name="ProcessId">The agent's process on Local; null elsewhere.</param>
public sealed record NodeStatus(
    string Cluster,
    string Name,
    string Zone,
    ByteSize Memory,
    NodePhase Phase,
    string Reason,
    DateTimeOffset? Since,
    string? Endpoint,
    int? ProcessId)
{
    /// <summary>The agent process that has the node's lease, by its own id; null when the node is not up, or it isn't known.</summary>
    public string? Holder { get; init; }

    /// <summary>Whether it takes no members until it is resumed, also when it is down; see <see cref="NodePhase.Suspended"/>.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>What the platform has the node do, in its own word: <c>worker</c>, <c>manager</c>, <c>leader</c> on Swarm; empty on Local.</summary>
    public string Role { get; init; } = "";
}
