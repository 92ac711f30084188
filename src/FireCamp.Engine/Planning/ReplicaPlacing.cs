using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Gives new replicas their names, places and zones, beside the members that there are. Pure.</summary>
internal sealed class ReplicaPlacing(GroupDefinition group, ServiceSpec service, IReadOnlyList<MemberSpec> members, PlanningState state)
{
    private readonly List<MemberPlace> placed = [.. members.Where(m => m.Group == group.Name).Select(MemberPlace.Of)];
    private readonly HashSet<string> taken = [.. state.Members.Select(m => NameRules.Key(m.Name))];

    /// <summary>So many new members in each shard: the lowest free names, in the named zones in turn or where the shard has the fewest.</summary>
    public IReadOnlyList<MemberPlace> Place(int count, IReadOnlyList<string> zones)
    {
        var added = new List<MemberPlace>();
        foreach (var shard in placed.Select(p => p.Shard).Distinct().Order().ToList())
        {
            for (var i = 0; i < count; i++)
            {
                added.Add(Next(shard, zones.Count > 0 ? zones[i % zones.Count] : null));
                placed.Add(added[^1]);
            }
        }

        return added;
    }

    /// <summary>So many more shards of so many members each: the lowest free names, in the zones that they would have had at creation.</summary>
    public IReadOnlyList<MemberPlace> PlaceShards(int count, int size)
    {
        var first = placed.Max(p => p.Shard) + 1;
        for (var i = 0; i < count * size; i++)
        {
            placed.Add(Next(first + (i / size), null));
        }

        return [.. placed.Where(p => p.Shard >= first)];
    }

    private MemberPlace Next(int shard, string? zone)
    {
        // By name, index or ordinal each is the first that nobody has, and for whose name no volume was kept.
        for (var index = 0; ; index++)
        {
            if (placed.Any(p => p.Shard == shard && p.Index == index))
            {
                continue;
            }

            for (var ordinal = 0; ordinal <= placed.Count + state.LeftVolumes.Count; ordinal++)
            {
                var name = NamingPattern.Apply(group.Naming, service.Name, shard, index, ordinal);
                if (placed.All(p => p.Ordinal != ordinal) && !taken.Contains(NameRules.Key(name)) && !HasLeftVolumes(name))
                {
                    var role = group.ManagedPrimary ? MemberRole.Replica : MemberRole.None;
                    return new MemberPlace(name, group.Name, shard, index, ordinal, zone ?? Emptiest(shard, index), role);
                }
            }
        }
    }

    private bool HasLeftVolumes(string member)
    {
        var data = VolumeSpec.NameOf(state.Cluster.Name, member, CatalogNames.DataVolume);
        return state.LeftVolumes.Any(v => v.Name == data || v.Name.StartsWith($"{data}_", StringComparison.Ordinal));
    }

    // Of zones that have equally few, the one that the place would have had when the service was created.
    private string Emptiest(int shard, int index)
    {
        var zones = state.Cluster.Zones;
        return zones.OrderBy(z => placed.Count(p => p.Shard == shard && p.Zone == z))
            .ThenBy(z => (zones.ToList().IndexOf(z) - shard - index) % zones.Count is var d && d < 0 ? d + zones.Count : d).First();
    }
}
