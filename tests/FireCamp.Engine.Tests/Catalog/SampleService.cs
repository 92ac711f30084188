using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Catalog;

/// <summary>Services of the sample kind, from options to members.</summary>
internal static class SampleService
{
    public static readonly string[] Zones = ["az1", "az2", "az3"];

    public static IReadOnlyDictionary<string, string> Options(ServiceDefinition definition, params (string Name, string Text)[] given)
        => OptionResolver.Resolve(
            definition, definition.Versions[0], given.ToDictionary(g => g.Name, g => g.Text), definition.Memory.Default);

    public static ServiceSpec Spec(ServiceDefinition definition, string name, params (string Name, string Text)[] given) => new()
    {
        Cluster = "c1",
        Name = name,
        Kind = definition.Kind,
        Version = definition.DefaultVersion,
        Options = Options(definition, given),
        Memory = definition.Memory.Default,
    };

    public static IReadOnlyList<MemberPlace> Places(ServiceDefinition definition, string name, params (string Name, string Text)[] given)
        => TopologyExpander.Expand(definition, Spec(definition, name, given), Zones);

    public static RenderInput Input(ServiceDefinition definition, string name, params (string Name, string Text)[] given) => new()
    {
        Cluster = new ClusterSpec { Name = "c1", Platform = "Local", Zones = Zones, Nodes = [] },
        Service = Spec(definition, name, given),
        Members = [.. Places(definition, name, given).Select((p, i) => new RenderMember(p, $"{p.Name}.c1-firecamp.com", $"127.1.0.{i + 1}"))],
        PathOf = volume => $"/volumes/{volume.Name}",
    };
}
