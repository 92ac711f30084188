using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>Whether an ECS cluster can take members, as ECS sees it. Pure.</summary>
internal static class EcsCheck
{
    private const int LeastUnits = 128;
    private const int MostUnits = 10_240;

    /// <summary>Why these members can't all run there.</summary>
    /// <param name="units">The units that there are; they need memory, too.</param>
    public static IReadOnlyList<Mistake> Members(IReadOnlyList<MemberSpec> members, IReadOnlyList<EcsNode> nodes, IReadOnlyList<MemberUnit> units) =>
    [
        .. members.Where(m => m.Workload.Software.Image is null)
            .Select(m => new Mistake(m.Name, $"kind {m.Kind} names no container image for this version.")),
        .. members.Where(m => EcsDefinition.UnitsOf(m.Workload) is < LeastUnits or > MostUnits)
            .Select(m => new Mistake(m.Name, $"a limit of {m.Workload.CpuLimit} processors; ECS takes 0.125 to 10.")),
        .. members.GroupBy(m => m.Zone).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => Zone(g.Key, [.. g], nodes, units)),
    ];

    private static IEnumerable<Mistake> Zone(
        string zone, IReadOnlyList<MemberSpec> members, IReadOnlyList<EcsNode> nodes, IReadOnlyList<MemberUnit> units)
    {
        var fit = nodes.Where(n => n.Zone == zone && n.TakesTasks).ToList();
        if (fit.Count == 0)
        {
            var why = nodes.Where(n => n.Zone == zone).Select(n => $"{n.Name} {string.Join(" and ", n.Faults())}").ToList();
            return [new Mistake($"zone {zone}", $"no node can take members: {(why.Count > 0 ? string.Join("; ", why) : "there is none")}.")];
        }

        var largest = fit.Max(n => n.Memory.Bytes);
        var names = members.Select(m => m.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var used = units.Where(u => u.Zone == zone && !names.Contains(u.Member)).Sum(u => u.MemoryBytes);
        var needed = members.Sum(m => m.Workload.Memory.Bytes);
        var there = fit.Sum(n => n.Memory.Bytes);
        return
        [
            .. members.Where(m => m.Workload.Memory.Bytes > largest).Select(m => new Mistake(
                m.Name, $"needs {m.Workload.Memory} of memory; the largest node of zone {zone} has {new ByteSize(largest)}.")),
            .. needed + used > there
                ? (Mistake[])[new Mistake($"zone {zone}", $"its nodes have {new ByteSize(there)} of memory; members there have reserved "
                    + $"{new ByteSize(used)} and these need {new ByteSize(needed)}.")]
                : [],
        ];
    }
}
