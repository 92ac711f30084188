using FireCamp.Engine.Catalog.Rendering;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>
/// Makes of a definition and a placed service what each member is: files, command, environment, ports, volumes, probe,
/// actions.
/// </summary>
public static class MemberRenderer
{
    /// <summary>All members in the input's order, complete: ready to be recorded.</summary>
    /// <remarks>
    /// An action that runs on the first member only is in the first member's workload only; one that runs on primaries is in every
    /// member's, as the roles may change.
    /// </remarks>
    /// <exception cref="InvalidInputException"><c>CatalogInvalid</c>: a text fails on these options; its place is named.</exception>
    public static IReadOnlyList<MemberSpec> Render(ServiceDefinition definition, RenderInput input)
    {
        var context = new MemberContext(definition, input);
        return [.. input.Members.Select((member, i) => Member(definition, input, context, member, isFirst: i == 0))];
    }

    /// <summary>The name or address at which clients reach a member.</summary>
    public static string EndpointHost(RenderInput input, RenderMember member) => MemberContext.EndpointHost(input, member);

    /// <summary>The credentials that the service has with its options, in the definition's order.</summary>
    public static IReadOnlyList<ServiceCredential> Credentials(ServiceDefinition definition, ServiceSpec service)
        => ServiceParts.Credentials(definition, service);

    /// <summary>The volumes that a member has with the service's options; <c>data</c> is the first.</summary>
    public static IReadOnlyList<VolumeSpec> Volumes(ServiceDefinition definition, ServiceSpec service, MemberPlace place)
        => ServiceParts.Volumes(definition, service, place);

    private static MemberSpec Member(
        ServiceDefinition definition, RenderInput input, MemberContext context, RenderMember member, bool isFirst)
    {
        var place = member.Place;
        var volumes = ServiceParts.Volumes(definition, input.Service, place);
        var texts = new MemberTexts(definition, context.For(member, volumes));
        return new MemberSpec
        {
            Cluster = input.Cluster.Name,
            Service = input.Service.Name,
            Kind = definition.Kind,
            Name = place.Name,
            Group = place.Group,
            Shard = place.Shard,
            Index = place.Index,
            Ordinal = place.Ordinal,
            Zone = place.Zone,
            Host = member.Host,
            Address = member.Address,
            Role = place.Role,
            Volumes = volumes,
            Files = texts.Files(),
            Connections = texts.Connections(),
            Workload = Workload(definition, input.Service, texts, isFirst) with { Ports = context.Ports },
        };
    }

    private static Workload Workload(ServiceDefinition definition, ServiceSpec service, MemberTexts texts, bool isFirst)
    {
        var version = VersionResolver.Resolve(definition, service.Version);
        return new Workload
        {
            Software = new Software(
                service.Image ?? version.Image, version.Packages, version.Binaries, version.SearchPath, version.Suite,
                version.Suite is null ? null : definition.User),
            Command = texts.Command("start.command", definition.Start.Command),
            Environment = texts.Environment("start.environment", definition.Start.Environment),
            User = definition.User,
            Ports = [],
            Memory = service.Memory,
            CpuLimit = service.CpuLimit,
            StopSignal = definition.Start.StopSignal,
            StopGrace = definition.Start.StopGrace,
            Probe = texts.Probe("probe", definition.Probe),
            Metrics = definition.Metrics is { } metrics ? texts.Probe("metrics", metrics) : null,
            Actions = texts.Actions(isFirst),
            Archives = definition.HasArchived(service),
        };
    }
}
