using FireCamp.Engine.Catalog;
using FireCamp.Engine.Catalog.Options;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Works out a service's options after a change, and what is wrong with the change.</summary>
internal static class UpdatedOptions
{
    /// <summary>
    /// All options: those given as given, those that the user chose earlier as they were, and the others by their defaults, which may follow the
    /// new memory. What is fixed at creation, and the sizes of volumes, stay unless they are given.
    /// </summary>
    /// <param name="version">The one that it has afterwards.</param>
    /// <param name="given">By name, without case.</param>
    /// <param name="mistakes">Gets every mistake; then the result means nothing.</param>
    public static IReadOnlyDictionary<string, string> Resolve(
        ServiceDefinition definition, ServiceSpec service, VersionDefinition version, IReadOnlyDictionary<string, string> given, ByteSize memory,
        List<Mistake> mistakes)
    {
        var defaults = OptionResolver.Defaults(definition, VersionResolver.Resolve(definition, service.Version), service.Memory);
        var kept = definition.Options
            .Where(o => service.Options.ContainsKey(o.Name) && !IsLeftToDefault(definition, service, o, defaults)).Select(o => o.Name)
            .Where(name => !given.Keys.Contains(name, StringComparer.OrdinalIgnoreCase));
        var wanted = new Dictionary<string, string>(given, StringComparer.OrdinalIgnoreCase);
        foreach (var name in kept)
        {
            wanted[name] = service.Options[name];
        }

        mistakes.AddRange(given.SelectMany(g => MistakesIn(definition, service, g.Key, g.Value)));
        try
        {
            return OptionResolver.Resolve(definition, version, wanted, memory);
        }
        catch (InvalidInputException e)
        {
            mistakes.AddRange(e.Mistakes);
            return service.Options;
        }
    }

    private static bool IsLeftToDefault(
        ServiceDefinition definition, ServiceSpec service, OptionDefinition option, IReadOnlyDictionary<string, string> defaults)
        => option.Applies != OptionApplies.Create
            && VolumeOf(definition, option) is null
            && !service.Chosen.Contains(option.Name)
            && service.Options[option.Name] == defaults.GetValueOrDefault(option.Name);

    // What the option itself has against the text is the resolver's to say.
    private static IEnumerable<Mistake> MistakesIn(ServiceDefinition definition, ServiceSpec service, string name, string text)
    {
        if (definition.Options.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } option
            || OptionText.Canonical(option, text) is not { } value
            || !service.Options.TryGetValue(option.Name, out var old)
            || old == value)
        {
            yield break;
        }

        if (VolumeOf(definition, option) is { } volume)
        {
            var (before, after) = (ByteSize.Parse(old), ByteSize.Parse(value));
            if (after < before)
            {
                yield return new Mistake(option.Name, $"a volume can't shrink: each member's volume '{volume}' has {before}, and {after} is less.");
            }
            else if (before.Bytes == 0)
            {
                yield return new Mistake(option.Name, $"the members have no volume '{volume}', and get one only when a service is created.");
            }
        }
        else if (GroupSizes.OptionsOf(definition).Contains(option.Name))
        {
            yield return new Mistake(
                option.Name, $"it says how many members there are, here {old}: Add-FireCampReplica and Remove-FireCampReplica change that.");
        }
        else if (option.Applies == OptionApplies.Create)
        {
            yield return new Mistake(option.Name, $"it is fixed when a service is created: here it is {old}, and can't become {value}.");
        }
    }

    /// <summary>The volume whose size the option is; null when it is none's.</summary>
    public static string? VolumeOf(ServiceDefinition definition, OptionDefinition option)
        => definition.Volumes.FirstOrDefault(v => v.Size == option.Name)?.Name;
}
