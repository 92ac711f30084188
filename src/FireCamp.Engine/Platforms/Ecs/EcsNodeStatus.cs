using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>What ECS and the node's own agent say of a node, put together.</summary>
internal static class EcsNodeStatus
{
    private const string LetBack = "Resume-FireCampNode lets it back.";

    /// <param name="lease">The node's lease; null when it never had one.</param>
    public static NodeStatus Of(EcsNode node, LeaseSeen? lease, string cluster)
    {
        var (phase, reason) = PhaseOf(node, lease);
        if (node.IsSuspended)
        {
            var why = node.Closed is null ? $"It was drained in ECS: {LetBack}" : $"It is suspended: {LetBack}";
            (phase, reason) = (phase == NodePhase.Up ? NodePhase.Suspended : phase, $"{reason} {why}".TrimStart());
        }

        return new NodeStatus(cluster, node.Name, node.Zone, node.Memory, phase, reason, null, EndpointOf(lease), null)
        {
            Holder = phase is NodePhase.Up or NodePhase.Suspended ? lease?.Lease.Holder : null,
            IsSuspended = node.IsSuspended,
        };
    }

    /// <summary>A node of the cluster while ECS can't be asked.</summary>
    public static NodeStatus Unseen(NodeSpec node, LeaseSeen? lease, string cluster, string why)
        => new(cluster, node.Name, node.Zone, node.Memory, NodePhase.Unknown, why, null, EndpointOf(lease), null);

    private static string? EndpointOf(LeaseSeen? lease) => lease is { Alive: true } ? lease.Lease.Endpoint : null;

    private static (NodePhase Phase, string Reason) PhaseOf(EcsNode node, LeaseSeen? lease) => (node, lease) switch
    {
        ({ Closed: DrainReason.Lost }, _) => (NodePhase.Down, "It was lost, and takes no members until its agent is back."),
        ({ IsConnected: false }, { Alive: true }) => (NodePhase.Down, "ECS's own agent on it is out of touch, so it takes no members."),
        ({ IsConnected: false }, _) => (NodePhase.Down, "ECS doesn't reach it."),
        ({ Status: not ("ACTIVE" or "DRAINING") }, _) => (NodePhase.Down, $"ECS says {node.Status.ToLowerInvariant()}."),
        (_, null) => (NodePhase.Down, "No agent of the cluster has its lease."),
        (_, { Lease.Released: true }) => (NodePhase.Down, "Its agent was stopped."),
        (_, { Alive: false }) => (NodePhase.Down, $"Its agent hasn't renewed its lease for {lease.Lease.Duration.TotalSeconds:0.#} s."),
        _ => (NodePhase.Up, ""),
    };
}
