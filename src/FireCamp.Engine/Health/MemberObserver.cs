using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Health;

/// <summary>Turns what is seen of one member into its phase and reason.</summary>
internal static class MemberObserver
{
    public static Member Member(ServiceSight sight, MemberOutline spec)
    {
        var report = sight.Reports.FirstOrDefault(r => Same(r.Member, spec.Name));
        var claim = sight.Claims.FirstOrDefault(c => Same(c.Member, spec.Name));
        var unit = sight.Units.FirstOrDefault(u => Same(u.Member, spec.Name));
        var current = Current(report, claim, sight.Nodes);
        var (phase, reason) = PhaseOf(sight.Nodes, unit, claim, current);
        return new Member
        {
            Cluster = spec.Cluster,
            Service = spec.Service,
            Name = spec.Name,
            Phase = phase,
            Reason = reason,
            Since = report?.Since,
            Role = RoleOf(spec, phase, current),
            CaughtUp = phase == MemberPhase.Ready && current is { CaughtUp: true },
            Lag = phase == MemberPhase.Ready && current?.Lag is { } lag ? new ByteSize(lag) : null,
            Zone = spec.Zone,
            Node = claim?.Node ?? unit?.Node ?? report?.Node,
            Host = spec.Host,
            Address = spec.Address,
            Ports = spec.Workload.Ports,
            Volumes = spec.Volumes,
            Shard = spec.Shard,
            Epoch = claim?.Epoch ?? report?.Epoch ?? 0,
            ProcessId = IsRunning(phase) ? current?.ProcessId : null,
            RunToken = IsRunning(phase) ? current?.RunToken : null,
        };
    }

    /// <summary>
    /// A report made under an older epoch than the claim's tells of a process that is gone, and so does one of an agent
    /// that is not the node's any more: its members ended with it.
    /// </summary>
    private static MemberReport? Current(MemberReport? report, MemberClaim? claim, IReadOnlyList<NodeStatus> nodes)
        => report is not null && (claim is null || (report.Epoch >= claim.Epoch && !nodes.Any(n => HasAnotherHolder(n, claim)))) ? report : null;

    private static bool HasAnotherHolder(NodeStatus node, MemberClaim claim)
        => Same(node.Name, claim.Node) && node.Holder is { } holder && holder != claim.Holder;

    private static (MemberPhase Phase, string Reason) PhaseOf(
        IReadOnlyList<NodeStatus> nodes, UnitStatus? unit, MemberClaim? claim, MemberReport? report)
    {
        if (unit is null)
        {
            return (MemberPhase.Pending, "It was not asked to run yet.");
        }

        if (claim is { Released: false }
            && nodes.FirstOrDefault(n => Same(n.Name, claim.Node)) is { Phase: not (NodePhase.Up or NodePhase.Suspended) } node)
        {
            return (MemberPhase.Lost, $"Node {node.Name} is {node.Phase.ToString().ToLowerInvariant()}.");
        }

        if (!unit.MeantToRun)
        {
            return report is { Phase: not MemberPhase.Stopped } && claim is { Released: false }
                ? (MemberPhase.Stopping, report.Reason)
                : (MemberPhase.Stopped, "");
        }

        if (claim is null || claim.Released || report is null)
        {
            return unit.Node is null ? (MemberPhase.Pending, unit.Reason) : (MemberPhase.Preparing, $"Node {unit.Node} takes it on.");
        }

        return (report.Phase, report.Reason);
    }

    private static MemberRole RoleOf(MemberOutline spec, MemberPhase phase, MemberReport? report)
        => IsRunning(phase) && report is { Role: not MemberRole.None } ? report.Role : spec.Role;

    private static bool IsRunning(MemberPhase phase)
        => phase is MemberPhase.Starting or MemberPhase.Ready or MemberPhase.Unready or MemberPhase.Stopping;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
