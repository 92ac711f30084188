using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Whether the nodes that are up have room for new members, spread as far as they can be.</summary>
public static class CapacityRule
{
    /// <summary>The mistake, or null when all fit.</summary>
    public static Mistake? Check(PlanningState state, IReadOnlyList<MemberSpec> added)
    {
        var nodes = state.Nodes.Where(n => n.Phase == NodePhase.Up).ToList();
        if (nodes.Count == 0)
        {
            return new Mistake("Cluster", $"no node of cluster '{state.Cluster.Name}' is up: Start-FireCampCluster {state.Cluster.Name}.");
        }

        var free = nodes.ToDictionary(n => n.Name, n => n.Memory.Bytes - Reserved(state, n.Name));
        foreach (var member in added.OrderByDescending(m => m.Workload.Memory.Bytes))
        {
            var roomiest = free.MaxBy(f => f.Value);
            if (roomiest.Value < member.Workload.Memory.Bytes)
            {
                return new Mistake("Memory", Describe(state, added, member, free));
            }

            free[roomiest.Key] -= member.Workload.Memory.Bytes;
        }

        return null;
    }

    /// <summary>
    /// The mistake when a member that gets more memory would find it neither on its own node nor on another; null when each finds it, one after
    /// the other.
    /// </summary>
    public static Mistake? CheckGrowth(PlanningState state, IReadOnlyList<MemberSpec> members, IReadOnlyList<MemberChange> changes)
    {
        var free = state.Nodes.Where(n => n.Phase == NodePhase.Up).ToDictionary(n => n.Name, n => n.Memory.Bytes - Reserved(state, n.Name));
        foreach (var change in changes)
        {
            var (old, @new) = (members.First(m => m.Name == change.Name).Workload.Memory.Bytes, change.New.Workload.Memory.Bytes);
            var own = state.ReportOf(change.Name)?.Node ?? "";
            if (@new > old)
            {
                free[own] = free.GetValueOrDefault(own) + old;
                var zones = state.Nodes.Where(n => !state.KeepsZones || n.Zone == change.New.Zone).Select(n => n.Name).ToHashSet();
                var to = free[own] >= @new ? own : free.Where(f => zones.Contains(f.Key)).OrderByDescending(f => f.Value).FirstOrDefault().Key;
                if (to is null || free[to] < @new)
                {
                    var where = state.KeepsZones ? $"no node of zone {change.New.Zone}" : "no node";
                    return new Mistake(
                        "Memory", $"{where} has {change.New.Workload.Memory} for {change.Name}; ask for less -Memory, or remove a service.");
                }

                free[to] -= @new;
            }
        }

        return null;
    }

    private static long Reserved(PlanningState state, string node)
        => state.Members.Where(m => state.ReportOf(m.Name)?.Node == node).Sum(m => m.Workload.Memory.Bytes);

    private static string Describe(PlanningState state, IReadOnlyList<MemberSpec> added, MemberSpec member, Dictionary<string, long> free)
    {
        var left = string.Join(", ", free.Select(f => $"{f.Key} {new ByteSize(Math.Max(0, f.Value) / (1 << 20) * (1 << 20))}"));
        return $"{added.Count} members of {member.Workload.Memory} each don't fit on the nodes of cluster '{state.Cluster.Name}' (left: {left}); "
            + "ask for fewer members or less -Memory, or remove a service.";
    }
}
