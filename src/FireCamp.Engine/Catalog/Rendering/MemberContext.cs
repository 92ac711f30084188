using DotLiquid;
using FireCamp.Engine.Catalog.Options;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rendering;

/// <summary>Makes the values that texts about one member see; what all members share is made once.</summary>
internal sealed class MemberContext
{
    private readonly RenderInput _input;
    private readonly Dictionary<string, Hash> _members;
    private readonly (string Name, object Value)[] _shared;

    /// <exception cref="InvalidInputException"><c>OptionsInvalid</c>: a port can't be.</exception>
    public MemberContext(ServiceDefinition definition, RenderInput input)
    {
        _input = input;
        var service = input.Service;
        var choices = ServiceContext.ForChoices(definition, service);
        Ports = ResolvePorts(definition, service, choices);
        _members = input.Members.ToDictionary(m => m.Place.Name, Member, StringComparer.Ordinal);
        _shared =
        [
            ("cluster", Cluster(input.Cluster)),
            ("service", Service(definition, input)),
            ("options", ServiceContext.Options(definition, service.Options)),
            ("members", Hashes(input.Members)),
            ("ports", StrictHash.Of("ports", Ports.Select(p => KeyValuePair.Create(p.Name, (object)(long)p.Number)))),
            ("credentials", Credentials(ServiceParts.Credentials(definition, service))),
            ("platform", input.Cluster.Platform.ToLowerInvariant()),
        ];
    }

    public IReadOnlyList<PortSpec> Ports { get; }

    /// <summary>The context of one member.</summary>
    public Hash For(RenderMember member, IReadOnlyList<VolumeSpec> volumes)
    {
        var peers = _input.Members.Where(m => m.Place.Group == member.Place.Group && m.Place.Shard == member.Place.Shard).ToList();
        var primary = peers.Find(m => m.Place.Role == MemberRole.Primary);
        return StrictHash.Of(
            "",
            [
                .. _shared,
                ("member", _members[member.Place.Name]),
                ("peers", Hashes(peers)),
                ("others", Hashes(peers.Where(p => p.Place.Name != member.Place.Name))),
                ("primary", primary is null ? NoMember : _members[primary.Place.Name]),
                ("paths", Paths(volumes)),
            ]);
    }

    /// <summary>The name or address at which others reach a member.</summary>
    public static string EndpointHost(RenderInput input, RenderMember member)
        => input.NamesResolve ? member.Host : member.Address ?? member.Host;

    /// <summary>Stands where there is no primary: every name of a member, each empty.</summary>
    private static Hash NoMember
        => StrictHash.Of("primary", Scopes.MemberNames.Select(n => KeyValuePair.Create(n, (object)"")));

    private static IReadOnlyList<PortSpec> ResolvePorts(ServiceDefinition definition, ServiceSpec service, Hash choices)
    {
        var mistakes = new List<Mistake>();
        var ports = PortResolver.Resolve(definition, choices, service.Options, mistakes);
        return mistakes.Count == 0 ? ports : throw new InvalidInputException("OptionsInvalid", $"Service '{service.Name}'", mistakes);
    }

    private static Hash Cluster(ClusterSpec cluster) => StrictHash.Of(
        "cluster",
        ("name", cluster.Name),
        ("domain", cluster.Domain),
        ("zones", cluster.Zones.ToList<object>()));

    private static Hash Service(ServiceDefinition definition, RenderInput input) => StrictHash.Of(
        "service",
        ("name", input.Service.Name),
        ("kind", definition.Kind),
        ("version", input.Service.Version),
        ("major", ServiceContext.Major(input.Service.Version)),
        ("memory", input.Service.Memory.Bytes),
        ("members", (long)input.Members.Count));

    private static Hash Credentials(IReadOnlyList<ServiceCredential> credentials)
        => StrictHash.Of("credentials", credentials.Select(c => KeyValuePair.Create(c.Name, (object)StrictHash.Of(
            $"credentials.{c.Name}",
            ("user", c.UserName),
            ("password", SecretPlaceholder.For(c.SecretId, SecretEncoding.Raw))))));

    private Hash Paths(IReadOnlyList<VolumeSpec> volumes)
    {
        var paths = volumes.ToDictionary(v => v.Purpose, v => (object)_input.PathOf(v).TrimEnd('/'));
        var data = paths[CatalogNames.DataVolume];
        paths["conf"] = $"{data}/conf";
        paths["run"] = _input.RunPathOf?.Invoke(volumes.First(v => v.Purpose == CatalogNames.DataVolume)) ?? $"{data}/run";
        return StrictHash.Of("paths", paths);
    }

    private List<object> Hashes(IEnumerable<RenderMember> members) => [.. members.Select(m => _members[m.Place.Name])];

    private Hash Member(RenderMember member)
    {
        var place = member.Place;
        var host = EndpointHost(_input, member);
        var client = Ports.FirstOrDefault(p => p.Name == CatalogNames.ClientPort)?.Number;
        return StrictHash.Of(
            "member",
            ("name", place.Name),
            ("host", member.Host),
            ("address", member.Address ?? ""),
            ("endpointHost", host),
            ("endpoint", $"{host}:{client}"),
            ("group", place.Group),
            ("shard", (long)place.Shard),
            ("index", (long)place.Index),
            ("ordinal", (long)place.Ordinal),
            ("zone", place.Zone),
            ("role", place.Role == MemberRole.None ? "" : place.Role.ToString().ToLowerInvariant()),
            ("memory", _input.Service.Memory.Bytes));
    }
}
