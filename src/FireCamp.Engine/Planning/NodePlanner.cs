using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans which members leave a node, in which order, and whether they can.</summary>
public static class NodePlanner
{
    /// <param name="force">
    /// Whether members that have nowhere to go may be down, and those that aren't ready are passed over; otherwise there must be none.
    /// </param>
    /// <exception cref="NotFoundException">There is no such node.</exception>
    /// <exception cref="FireCampException">Members have nowhere to go, or are not ready; names all of them.</exception>
    public static SuspendNodePlan PlanSuspend(PlanningState state, string node, bool force)
    {
        var found = Find(state, node);
        var leaving = state.Units.Where(u => u.MeantToRun && NameRules.Key(u.Node ?? "") == NameRules.Key(found.Name))
            .Select(u => state.Members.FirstOrDefault(m => m.Name == u.Member)).OfType<MemberOutline>()
            .Where(m => state.FindService(m.Service)?.Intent == ServiceIntent.Running).ToList();
        var stranded = RoomElsewhere.WhyNone(state, found.Name, leaving);
        var moving = leaving.Where(m => !stranded.ContainsKey(m.Name)).ToList();
        var services = moving.Select(m => NameRules.Key(m.Service)).ToHashSet();
        var unready = state.Members
            .Where(m => services.Contains(NameRules.Key(m.Service)) && state.ReportOf(m.Name)?.Phase != MemberPhase.Ready).ToList();
        if (!force)
        {
            RequireNone(found.Name,
            [
                .. stranded.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new Mistake(s.Key, $"has nowhere to go: {s.Value}.")),
                .. unready.Select(m => new Mistake(m.Name, $"is not ready ({PhaseOf(state, m)}); only with all ready is one moved.")),
            ]);
        }

        return new SuspendNodePlan
        {
            Cluster = state.Cluster.Name,
            Node = found.Name,
            Moves = InOrder(state, moving),
            Stranded = InOrder(state, [.. leaving.Except(moving)]),
            Unready = [.. unready.Select(m => m.Name)],
            WasSuspended = found.IsSuspended,
            IsUp = found.Phase is NodePhase.Up or NodePhase.Suspended,
        };
    }

    /// <exception cref="NotFoundException">There is no such node.</exception>
    public static ResumeNodePlan PlanResume(PlanningState state, string node)
    {
        var found = Find(state, node);
        return new ResumeNodePlan { Cluster = state.Cluster.Name, Node = found.Name, WasSuspended = found.IsSuspended };
    }

    private static NodeStatus Find(PlanningState state, string node)
        => state.Nodes.FirstOrDefault(n => NameRules.Key(n.Name) == NameRules.Key(node))
            ?? throw new NotFoundException("Node", node, $"Get-FireCampNode -Cluster {state.Cluster.Name} lists those there are.") { Target = node };

    // Primaries first: what they hand over is on a node that stays.
    private static IReadOnlyList<MovingMember> InOrder(PlanningState state, IReadOnlyList<MemberOutline> members)
        =>
        [
            .. members.Select(m => (Member: m, Role: state.RoleOf(m)))
                .OrderBy(m => m.Role == MemberRole.Primary ? 0 : 1)
                .ThenBy(m => m.Member.Service, StringComparer.Ordinal).ThenBy(m => m.Member.Ordinal)
                .Select(m => new MovingMember(m.Member.Service, m.Member.Name, m.Member.Zone, m.Role)),
        ];

    private static string PhaseOf(PlanningState state, MemberOutline member)
        => state.ReportOf(member.Name) is { } report
            ? $"{report.Phase.ToString().ToLowerInvariant()}{(report.Reason.Length > 0 ? $": {report.Reason.TrimEnd('.')}" : "")}"
            : "no node has taken it on";

    private static void RequireNone(string node, IReadOnlyList<Mistake> obstacles)
    {
        if (obstacles.Count > 0)
        {
            throw new FireCampException(
                "NodeNotClearable",
                $"Node '{node}' can't be suspended:{string.Concat(obstacles.Select(o => $"{Environment.NewLine}  {o.Where} {o.Message}"))}",
                "Make room, or mend what isn't ready. With -Force members that have nowhere to go are down until a node has room, and nothing "
                + "waits for those that aren't ready.") { Target = node };
        }
    }
}
