using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Makes services up to try a definition on.</summary>
internal static class SampleService
{
    private static readonly string[] Zones = ["zone-a", "zone-b", "zone-c"];

    /// <summary>A value for each option that users must give.</summary>
    public static Dictionary<string, string> Required(ServiceDefinition definition)
        => definition.Options.Where(o => o.Default is null).ToDictionary(o => o.Name, Any);

    /// <summary>One choice each: every other value of booleans and choices, the least and greatest of what has limits.</summary>
    /// <remarks>The greatest number of members shows nothing that the default doesn't, and takes long.</remarks>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Variations(ServiceDefinition definition)
    {
        var counts = definition.Groups.SelectMany(g => new[] { g.Size, g.Shards }).ToHashSet();
        return from option in definition.Options
               from value in Values(option)
               where value != option.Default && option.Default is not null
               where value != option.Maximum || !counts.Contains(option.Name)
               select new Dictionary<string, string> { [option.Name] = value };
    }

    /// <exception cref="InvalidInputException">Something doesn't fit together or doesn't render.</exception>
    public static void Render(ServiceDefinition definition, VersionDefinition version, IReadOnlyDictionary<string, string> given, ByteSize memory)
    {
        var service = new ServiceSpec
        {
            Cluster = "sample",
            Name = "sample",
            Kind = definition.Kind,
            Version = version.Version,
            Options = OptionResolver.Resolve(definition, version, given, memory),
            Memory = memory,
        };
        var places = TopologyExpander.Expand(definition, service, Zones);
        var input = new RenderInput
        {
            Cluster = new ClusterSpec { Name = "sample", Platform = "Local", Zones = Zones, Nodes = [] },
            Service = service,
            Members = [.. places.Select((p, i) => new RenderMember(p, $"{p.Name}.sample-firecamp.com", $"10.0.{i / 250}.{1 + (i % 250)}"))],
        };
        MemberRenderer.Render(definition, input);
    }

    private static IEnumerable<string> Values(OptionDefinition option) => option.Type switch
    {
        OptionType.Boolean => ["true", "false"],
        OptionType.Choice => option.Choices,
        _ => new[] { option.Minimum, option.Maximum }.OfType<string>(),
    };

    private static string Any(OptionDefinition option) => option.Minimum ?? option.Type switch
    {
        OptionType.Boolean => "true",
        OptionType.Choice => option.Choices[0],
        OptionType.Size => "10GB",
        OptionType.Duration => "30s",
        OptionType.Text => "sample",
        _ => "1",
    };
}
