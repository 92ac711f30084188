using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Whether members run in their zones, and no two of a shard on one node, or in one zone where they were planned for several.</summary>
internal sealed class ZonesCheck : IServiceCheck
{
    public string Name => "Zones";

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        var zoneOf = evidence.Sight.Nodes.ToDictionary(n => n.Name, n => n.Zone, StringComparer.OrdinalIgnoreCase);
        var placed = evidence.Members
            .Where(m => m.Phase is MemberPhase.Starting or MemberPhase.Ready or MemberPhase.Unready)
            .Where(m => m.Node is not null && zoneOf.ContainsKey(m.Node))
            .Select(m => new Placed(m, m.Node!, zoneOf[m.Node!])).ToList();
        List<Finding> findings =
        [
            .. placed.Where(p => p.Zone != p.Member.Zone).Select(p => Finding.Warning(
                p.Member.Name, $"It runs on {p.Node} in zone {p.Zone}, and was planned for {p.Member.Zone}.",
                $"It stays there when {p.Member.Zone} has room again: Suspend-FireCampNode {p.Node} moves it, Resume-FireCampNode lets others in.")),
            .. Shards(evidence, placed).SelectMany(Shared),
        ];
        return findings.Count > 0 || placed.Count == 0 ? findings : [Finding.Passed(evidence.Service.Name, Spread(placed))];
    }

    // Each shard's members keep apart; a service without shards is one.
    private static IEnumerable<IReadOnlyList<Placed>> Shards(ServiceEvidence evidence, IReadOnlyList<Placed> placed)
    {
        var groupOf = evidence.Sight.Members.ToDictionary(m => m.Name, m => (m.Group, m.Shard));
        return placed.GroupBy(p => groupOf[p.Member.Name]).Select(g => (IReadOnlyList<Placed>)[.. g]).Where(g => g.Count > 1);
    }

    private static IEnumerable<Finding> Shared(IReadOnlyList<Placed> shard)
    {
        foreach (var node in shard.GroupBy(p => p.Node).Where(g => g.Count() > 1))
        {
            yield return Finding.Warning(
                node.Key, $"{Text.List(node.Select(p => p.Member.Name))} are on one node, and are lost together.",
                "Have a node for each; those that are there move when theirs is suspended.");
        }

        var planned = shard.Select(p => p.Member.Zone).Distinct().Count();
        var zones = shard.Select(p => p.Zone).Distinct().Count();
        if (zones < planned && zones == 1)
        {
            yield return Finding.Warning(
                shard[0].Zone,
                $"{Text.List(shard.Select(p => p.Member.Name))} are all in zone {shard[0].Zone}, and were planned for {planned} zones.",
                "Bring nodes of the other zones back, and move members there by suspending nodes here.");
        }
    }

    private static string Spread(IReadOnlyList<Placed> placed)
        => $"{Text.Count(placed.Count, "member")} on {Text.Count(placed.Select(p => p.Node).Distinct().Count(), "node")} in "
            + $"{Text.Count(placed.Select(p => p.Zone).Distinct().Count(), "zone")}.";

    private sealed record Placed(Member Member, string Node, string Zone);
}
