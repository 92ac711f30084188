using System.Globalization;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Knows which options say how many members a service has, and works out its spec with another number of them.</summary>
internal static class GroupSizes
{
    /// <summary>Names of options that are numbers of members or shards: they change by other commands than the rest.</summary>
    public static IReadOnlySet<string> OptionsOf(ServiceDefinition definition)
        => definition.Groups.SelectMany(g => new[] { g.Size, g.Shards }).Where(n => definition.Options.Any(o => o.Name == n)).ToHashSet();

    /// <summary>The group whose members can become more and fewer.</summary>
    /// <exception cref="FireCampException">There is none: the kind has a fixed number of members.</exception>
    public static GroupDefinition Group(ServiceDefinition definition, ServiceSpec service, IReadOnlyList<MemberSpec> members)
        => definition.Groups.FirstOrDefault(g => service.Options.ContainsKey(g.Size) && members.Any(m => m.Group == g.Name))
            ?? throw new FireCampException(
                "ReplicasFixed", $"Service '{service.Name}' has a fixed number of members: no option of {definition.Kind} says how many.",
                "Create another service.") { Target = service.Name };

    /// <summary>How many members each shard has by the service's options.</summary>
    public static int SizeOf(GroupDefinition group, ServiceSpec service) => int.Parse(service.Options[group.Size], CultureInfo.InvariantCulture);

    /// <summary>How many shards there are by the service's options.</summary>
    public static int ShardsOf(GroupDefinition group, ServiceSpec service) => int.Parse(service.Options[group.Shards], CultureInfo.InvariantCulture);

    /// <summary>The service's next revision, with so many members a shard.</summary>
    /// <param name="mistakes">Gets what limits and rules have against it; then the result means nothing.</param>
    public static ServiceSpec Resized(ServiceDefinition definition, ServiceSpec before, GroupDefinition group, int size, List<Mistake> mistakes)
        => With(definition, before, group.Size, size, mistakes);

    /// <summary>The service's next revision, with so many shards.</summary>
    /// <param name="mistakes">Gets what limits and rules have against it; then the result means nothing.</param>
    public static ServiceSpec Resharded(ServiceDefinition definition, ServiceSpec before, GroupDefinition group, int shards, List<Mistake> mistakes)
    {
        var earlier = mistakes.Count;
        var after = With(definition, before, group.Shards, shards, mistakes);
        if (mistakes.Count == earlier && !TopologyExpander.Has(definition, after, group))
        {
            mistakes.Add(new Mistake(
                group.Shards, $"with {shards} it would be laid out in another way, and have no '{group.Name}': that takes another service."));
        }

        var members = shards * SizeOf(group, before);
        if (members > TopologyExpander.MaximumMembers)
        {
            mistakes.Add(new Mistake(group.Shards, $"it would have {members} members: {TopologyExpander.MaximumMembers} at most."));
        }

        return after;
    }

    private static ServiceSpec With(ServiceDefinition definition, ServiceSpec before, string option, int number, List<Mistake> mistakes)
    {
        var version = VersionResolver.Resolve(definition, before.Version);
        var wanted = before.Options.Where(o => definition.Options.Any(d => d.Name == o.Key)).ToDictionary();
        wanted[option] = number.ToString(CultureInfo.InvariantCulture);
        var options = before.Options;
        try
        {
            options = OptionResolver.Resolve(definition, version, wanted, before.Memory);
        }
        catch (InvalidInputException e)
        {
            mistakes.AddRange(e.Mistakes);
        }

        return before with
        {
            Revision = before.Revision + 1,
            Options = options,
            Chosen = [.. before.Chosen.Union([option])],
            Serves = definition.Serves,
            RestartOrder = definition.RestartOrder,
        };
    }
}
