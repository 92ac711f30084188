using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Whether a swarm is fit for members, as its managers see it.</summary>
internal static class SwarmCheck
{
    /// <summary>What is wrong with the swarm's machines, each by its name.</summary>
    public static IReadOnlyList<Mistake> Nodes(IReadOnlyList<SwarmNode> nodes, SwarmMemberOptions options)
    {
        List<Mistake> mistakes =
        [
            .. nodes.GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
                .Select(g => new Mistake(g.Key, $"{g.Count()} nodes of the swarm have this name; agents are told apart by it.")),
            .. nodes.Where(n => n.IsFor(options)).SelectMany(n => Faults(n, options).Select(f => new Mistake(n.Name, $"{f}."))),
        ];
        if (!nodes.Any(n => n.IsFor(options)))
        {
            mistakes.Add(new Mistake("nodes", "the swarm has managers only, and members are kept off managers: add workers."));
        }

        return mistakes;
    }

    /// <summary>Why these members can't all run there.</summary>
    /// <param name="units">The units that there are; they need memory, too.</param>
    public static IReadOnlyList<Mistake> Members(
        IReadOnlyList<MemberSpec> members, IReadOnlyList<SwarmNode> nodes, IReadOnlyList<MemberUnit> units, SwarmMemberOptions options)
        =>
        [
            .. members.Where(m => m.Workload.Software.Image is null)
                .Select(m => new Mistake(m.Name, $"kind {m.Kind} names no container image for this version.")),
            .. members.GroupBy(m => m.Zone).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => Zone(g.Key, [.. g], nodes, units, options)),
        ];

    private static IEnumerable<Mistake> Zone(
        string zone, IReadOnlyList<MemberSpec> members, IReadOnlyList<SwarmNode> nodes, IReadOnlyList<MemberUnit> units, SwarmMemberOptions options)
    {
        var fit = nodes.Where(n => n.Zone == zone && n.IsFor(options) && !Faults(n, options).Any()).ToList();
        if (fit.Count == 0)
        {
            return [new Mistake($"zone {zone}", $"no node can take members: {string.Join("; ", WhyNone(zone, nodes, options))}.")];
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

    private static IEnumerable<string> WhyNone(string zone, IReadOnlyList<SwarmNode> nodes, SwarmMemberOptions options)
    {
        var there = nodes.Where(n => n.Zone == zone).ToList();
        var reasons = there
            .Select(n => n.IsFor(options) ? $"{n.Name} {string.Join(" and ", Faults(n, options))}" : $"{n.Name} is a manager").ToList();
        return reasons.Count > 0 ? reasons : [$"none has the label '{SwarmNames.Zone}={zone}' (docker node update --label-add)"];
    }

    private static IEnumerable<string> Faults(SwarmNode node, SwarmMemberOptions options)
    {
        if (!node.IsReady)
        {
            yield return $"is {node.State}";
        }
        else if (node.Availability != "active")
        {
            yield return node.Availability == "drain" ? "is drained" : "is paused";
        }

        if (node.Zone.Length == 0)
        {
            yield return $"has no label '{SwarmNames.Zone}' (docker node update --label-add)";
        }

        if (!node.HasPlugin && !options.AgentsToCome)
        {
            yield return $"lacks the volume plugin '{SwarmNames.VolumeDriver}' (Install-FireCampAgent, or New-FireCampCluster -InstallAgent)";
        }
    }
}
