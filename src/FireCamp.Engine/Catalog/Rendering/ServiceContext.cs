using System.Globalization;
using DotLiquid;
using FireCamp.Engine.Catalog.Options;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rendering;

/// <summary>Makes the values that texts about a service as a whole see.</summary>
internal static class ServiceContext
{
    /// <summary>For an option's default: <c>service</c> without its name.</summary>
    public static Hash ForDefaults(ServiceDefinition definition, string version, ByteSize memory)
        => StrictHash.Of("", ("service", Service(definition, version, memory)));

    /// <summary>For what follows from the options alone: <c>service</c> without its name, and <c>options</c>.</summary>
    public static Hash ForChoices(ServiceDefinition definition, string version, ByteSize memory, IReadOnlyDictionary<string, string> options)
        => StrictHash.Of("", ("service", Service(definition, version, memory)), ("options", Options(definition, options)));

    public static Hash ForChoices(ServiceDefinition definition, ServiceSpec service)
        => ForChoices(definition, service.Version, service.Memory, service.Options);

    /// <summary>Options of the definition that the map lacks are unknown names; others in the map are ignored.</summary>
    public static Hash Options(ServiceDefinition definition, IReadOnlyDictionary<string, string> options)
        => StrictHash.Of("options", definition.Options
            .Where(o => options.ContainsKey(o.Name))
            .Select(o => KeyValuePair.Create(o.Name, OptionText.Value(o.Type, options[o.Name]))));

    /// <summary>The version's first number: 15 of <c>15.4</c>; 0 when it doesn't begin with one.</summary>
    public static long Major(string version)
        => long.TryParse(version.Split('.', '-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static Hash Service(ServiceDefinition definition, string version, ByteSize memory) => StrictHash.Of(
        "service",
        ("kind", definition.Kind),
        ("version", version),
        ("major", Major(version)),
        ("memory", memory.Bytes));
}
