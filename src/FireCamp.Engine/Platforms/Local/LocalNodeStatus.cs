using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Processes;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>
/// What a single look tells of a node: its lease record and who holds its lock. A beat can't be seen in one look; the
/// lock can.
/// </summary>
internal static class LocalNodeStatus
{
    private const string LetBack = "Resume-FireCampNode lets it back.";

    /// <param name="process">The process that holds the node's lock; null when none does.</param>
    public static NodeStatus Of(ClusterSpec cluster, NodeSpec node, NodeLease? lease, int? process)
    {
        var (phase, reason) = PhaseOf(lease, process);
        var live = phase == NodePhase.Up ? lease : null;
        var suspended = node.Availability != NodeAvailability.Open;
        if (suspended)
        {
            (phase, reason) = (phase == NodePhase.Up ? NodePhase.Suspended : phase, $"{reason} It is suspended: {LetBack}".TrimStart());
        }

        return new NodeStatus(cluster.Name, node.Name, node.Zone, node.Memory, phase, reason, null, live?.Endpoint, process)
        {
            Holder = live?.Holder,
            IsSuspended = suspended,
        };
    }

    private static (NodePhase Phase, string Reason) PhaseOf(NodeLease? lease, int? process) => (lease, process) switch
    {
        (null, null) => (NodePhase.Stopped, "It was never started."),
        (null or { Released: true }, not null) => (NodePhase.Unknown, "Its agent is starting or stopping."),
        ({ Released: true }, null) => (NodePhase.Stopped, ""),
        ({ Released: false }, null) => (NodePhase.Down, "Its agent ended without stopping its members in order."),
        ({ Released: false }, { } id) => ProcessState.IsStopped(id)
            ? (NodePhase.Down, $"Its agent is frozen (process {id}).")
            : (NodePhase.Up, ""),
    };
}
