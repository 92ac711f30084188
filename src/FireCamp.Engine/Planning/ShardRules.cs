using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>What must hold before a service gets more shards or fewer.</summary>
internal static class ShardRules
{
    /// <summary>The group whose shards can become more and fewer.</summary>
    /// <exception cref="FireCampException">There is none: the service has no shards, or the kind has no option that says how many.</exception>
    public static GroupDefinition Group(ServiceDefinition definition, ServiceSpec service, IReadOnlyList<MemberSpec> members)
    {
        var group = GroupSizes.Group(definition, service, members);
        return service.Options.ContainsKey(group.Shards)
            ? group
            : throw Fixed(
                service, definition.Groups.Any(g => service.Options.ContainsKey(g.Shards))
                    ? "it was created without shards, which only another service can have"
                    : $"{service.Kind} has no shards that come and go");
    }

    /// <summary>The member can have data moved between shards.</summary>
    /// <exception cref="FireCampException">It can't: the kind has no action for that, or the member is of an older catalog.</exception>
    public static void RequireBalance(ServiceDefinition definition, ServiceSpec service, MemberSpec member)
    {
        if (!definition.Actions.Any(a => a.Name == CatalogNames.Balance))
        {
            throw Fixed(service, $"{service.Kind} has no action that moves data between shards");
        }

        if (!member.Workload.Actions.ContainsKey(CatalogNames.Balance))
        {
            throw new FireCampException(
                "ServiceOutdated", $"The members of service '{service.Name}' are of an older catalog, which can't move data between shards.",
                $"Update-FireCampService {service.Name} brings them what is new.") { Target = service.Name };
        }
    }

    /// <summary>How many shards come or go.</summary>
    /// <param name="others">What else was asked for that says who comes or goes, by name.</param>
    /// <param name="mistakes">Gets what is wrong with it.</param>
    public static int Count(int shards, IEnumerable<(string Name, bool IsGiven)> others, List<Mistake> mistakes)
    {
        if (shards < 1)
        {
            mistakes.Add(new Mistake("Shards", $"{shards} is less than 1."));
        }

        mistakes.AddRange(others.Where(o => o.IsGiven).Select(
            o => new Mistake(o.Name, "whole shards come and go with as many members as the others have: leave this away, or -Shards.")));
        return shards;
    }

    private static FireCampException Fixed(ServiceSpec service, string why)
        => new("ShardsFixed", $"The number of shards of service '{service.Name}' can't be changed: {why}.", "Create another service.")
        {
            Target = service.Name,
        };
}
