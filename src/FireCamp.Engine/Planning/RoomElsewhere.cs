using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Whether the members of a node find room on the others.</summary>
internal static class RoomElsewhere
{
    /// <summary>Those that don't, each with the reason; the largest are given room first.</summary>
    public static IReadOnlyDictionary<string, string> WhyNone(PlanningState state, string node, IReadOnlyList<MemberOutline> leaving)
    {
        var free = state.Nodes.Where(n => n.Phase == NodePhase.Up && n.Name != node)
            .ToDictionary(n => n, n => n.Memory.Bytes - Reserved(state, n.Name));
        var reasons = new Dictionary<string, string>();
        foreach (var member in leaving.OrderByDescending(m => m.Workload.Memory.Bytes).ThenBy(m => m.Name, StringComparer.Ordinal))
        {
            var roomiest = free.Where(f => !state.KeepsZones || f.Key.Zone == member.Zone).OrderByDescending(f => f.Value).FirstOrDefault();
            if (roomiest.Key is { } found && roomiest.Value >= member.Workload.Memory.Bytes)
            {
                free[found] -= member.Workload.Memory.Bytes;
            }
            else
            {
                reasons[member.Name] = Describe(state, node, member, free);
            }
        }

        return reasons;
    }

    private static long Reserved(PlanningState state, string node)
        => state.Units.Where(u => u.MeantToRun && u.Node == node)
            .Sum(u => state.Members.FirstOrDefault(m => m.Name == u.Member)?.Workload.Memory.Bytes ?? 0);

    private static string Describe(PlanningState state, string node, MemberOutline member, IReadOnlyDictionary<NodeStatus, long> free)
    {
        var others = state.Nodes.Where(n => n.Name != node && n.Memory.Bytes > 0 && (!state.KeepsZones || n.Zone == member.Zone)).ToList();
        var seen = others.Select(n => free.TryGetValue(n, out var left)
            ? $"{n.Name} has {new ByteSize(Math.Max(0, left) / (1 << 20) * (1 << 20))} left"
            : $"{n.Name} is {n.Phase.ToString().ToLowerInvariant()}");
        var where = state.KeepsZones ? $"no other node of zone {member.Zone}" : "no other node";
        return $"{where} has {member.Workload.Memory} for it{(others.Count > 0 ? $" ({string.Join(", ", seen)})" : "")}";
    }
}
