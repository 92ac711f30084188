using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What the managers and the node's own agent say of a node, put together.</summary>
internal static class SwarmNodeStatus
{
    private const string LetBack = "Resume-FireCampNode lets it back.";

    /// <param name="lease">The node's lease; null when it never had one.</param>
    public static NodeStatus Of(SwarmNode node, LeaseSeen? lease, SwarmMemberOptions options)
    {
        var (phase, reason) = PhaseOf(node, lease, node.IsFor(options));
        if (node.IsSuspended)
        {
            (phase, reason) = (phase == NodePhase.Up ? NodePhase.Suspended : phase, $"{reason} {WhySuspended(node)}".TrimStart());
        }

        var memory = node.IsFor(options) ? node.Memory : new ByteSize(0);
        return new NodeStatus(options.Cluster, node.Name, node.Zone, memory, phase, reason, null, EndpointOf(lease), null)
        {
            Holder = phase is NodePhase.Up or NodePhase.Suspended ? lease?.Lease.Holder : null,
            IsSuspended = node.IsSuspended,
            Role = (node.IsManager, node.IsLeader) switch { (_, true) => "leader", (true, _) => "manager", _ => "worker" },
        };
    }

    /// <summary>A node of the cluster while no manager can be asked.</summary>
    public static NodeStatus Unseen(NodeSpec node, LeaseSeen? lease, SwarmMemberOptions options, string why)
        => new(options.Cluster, node.Name, node.Zone, node.Memory, NodePhase.Unknown, why, null, EndpointOf(lease), null);

    private static string? EndpointOf(LeaseSeen? lease) => lease is { Alive: true } ? lease.Lease.Endpoint : null;

    private static string WhySuspended(SwarmNode node) => node.Drain == DrainReason.Suspended
        ? $"It is suspended: {LetBack}"
        : $"It was {(node.Availability == "drain" ? "drained" : "paused")} in Swarm: {LetBack}";

    private static (NodePhase Phase, string Reason) PhaseOf(SwarmNode node, LeaseSeen? lease, bool isForMembers) => node switch
    {
        { IsReady: false } => (NodePhase.Down, $"Swarm says {node.State}{(node.Message.Length > 0 ? $": {node.Message}" : "")}."),
        { Availability: not "active", Drain: DrainReason.Lost } => (NodePhase.Down, "It was lost, and takes no members until its agent is back."),
        _ when lease is null && !isForMembers => (NodePhase.Up, ""),
        _ => lease switch
        {
            null => (NodePhase.Down, "No agent of the cluster has its lease: install it there (docs/swarm.md)."),
            { Lease.Released: true } => (NodePhase.Down, "Its agent was stopped."),
            { Alive: false } => (NodePhase.Down, $"Its agent hasn't renewed its lease for {lease.Lease.Duration.TotalSeconds:0.#} s."),
            _ => (NodePhase.Up, ""),
        },
    };
}
