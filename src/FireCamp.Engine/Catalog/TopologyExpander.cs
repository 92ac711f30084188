using System.Globalization;
using DotLiquid;
using FireCamp.Engine.Catalog.Rendering;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Lays a service out: which members it has, and in which zone each is.</summary>
public static class TopologyExpander
{
    /// <summary>Most members of one service.</summary>
    public const int MaximumMembers = 1_000;

    /// <summary>The members in plan order: groups in the definition's order, then shard by shard.</summary>
    /// <remarks>
    /// A member is in <c>zones[(shard + index) mod zones]</c>: the members of a shard are in different zones while there are enough, and
    /// so are the first members of the shards. Names are unique within the service; other services' members are not looked at.
    /// </remarks>
    /// <exception cref="InvalidInputException">
    /// <c>TopologyInvalid</c>: no members or too many, a name of over 63 characters, or two members of one name.
    /// </exception>
    public static IReadOnlyList<MemberPlace> Expand(ServiceDefinition definition, ServiceSpec service, IReadOnlyList<string> zones)
    {
        var context = ServiceContext.ForChoices(definition, service);
        var mistakes = new List<Mistake>();
        var places = new List<MemberPlace>();
        for (var i = 0; i < definition.Groups.Count; i++)
        {
            var group = definition.Groups[i];
            if (Has(definition, i, context))
            {
                var (shards, size) = (Count(group.Shards, service), Count(group.Size, service));
                var room = MaximumMembers - places.Count;
                places.AddRange(Places(group, service.Name, (shards, size), zones).Take(room + 1));
            }
        }

        Check(service, places, mistakes);
        return mistakes.Count == 0
            ? places
            : throw new InvalidInputException("TopologyInvalid", $"The layout of service '{service.Name}'", mistakes) { Target = service.Name };
    }

    /// <summary>Whether a service with these choices has members of the group.</summary>
    public static bool Has(ServiceDefinition definition, ServiceSpec service, GroupDefinition group)
        => Has(definition, definition.Groups.ToList().IndexOf(group), ServiceContext.ForChoices(definition, service));

    private static bool Has(ServiceDefinition definition, int group, Hash context)
        => TemplateEngine.Holds(definition.Source.Condition($"groups[{group}].when", definition.Groups[group].When), context);

    private static IEnumerable<MemberPlace> Places(
        GroupDefinition group, string service, (long Shards, long Size) count, IReadOnlyList<string> zones)
    {
        var ordinal = 0;
        for (var shard = 0; shard < count.Shards; shard++)
        {
            for (var index = 0; index < count.Size; index++)
            {
                var name = NamingPattern.Apply(group.Naming, service, shard, index, ordinal);
                var zone = zones[(shard + index) % zones.Count];
                yield return new MemberPlace(name, group.Name, shard, index, ordinal++, zone, Role(group, index));
            }
        }
    }

    private static MemberRole Role(GroupDefinition group, int index) => (group.ManagedPrimary, index) switch
    {
        (false, _) => MemberRole.None,
        (true, 0) => MemberRole.Primary,
        _ => MemberRole.Replica,
    };

    private static long Count(string count, ServiceSpec service)
        => long.Parse(service.Options.GetValueOrDefault(count, count), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static void Check(ServiceSpec service, List<MemberPlace> places, List<Mistake> mistakes)
    {
        if (places.Count is 0 or > MaximumMembers)
        {
            var count = places.Count == 0 ? "no members" : $"more than {MaximumMembers} members";
            mistakes.Add(new Mistake(service.Name, $"with these options the service would have {count}."));
            return;
        }

        foreach (var name in places.Select(p => p.Name).Where(n => n.Length > NameRules.LabelLength).Take(3))
        {
            mistakes.Add(new Mistake(
                name,
                $"the name has {name.Length} characters; a member's name has at most {NameRules.LabelLength}: give the service a shorter one."));
        }

        foreach (var same in places.GroupBy(p => NameRules.Key(p.Name)).Where(g => g.Count() > 1).Take(3))
        {
            var groups = string.Join(" and ", same.Select(p => $"'{p.Group}'").Distinct());
            mistakes.Add(new Mistake(
                same.Key, $"{same.Count()} members would have this name, in {groups}: a mistake in the naming of kind '{service.Kind}'."));
        }
    }
}
