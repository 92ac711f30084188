using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Renders the members that a service has, as its kind makes them now.</summary>
internal static class MemberRendering
{
    /// <summary>The state's own members, in its order: with their names, zones, hosts, addresses and roles.</summary>
    /// <exception cref="FireCampException">The kind can do nothing with the service's choices any more; says why.</exception>
    public static IReadOnlyList<MemberSpec> Again(ServiceDefinition definition, ServiceSpec service, PlanningState state)
        => MemberRenderer.Render(definition, Input(definition, service, state, m => m.Role));

    /// <summary>What the state's own members are rendered from, when each has the role that it is given.</summary>
    /// <exception cref="FireCampException">The kind can do nothing with the service's choices any more; says why.</exception>
    public static RenderInput Input(ServiceDefinition definition, ServiceSpec service, PlanningState state, Func<MemberSpec, MemberRole> role)
    {
        var version = VersionResolver.Resolve(definition, service.Version);

        // Options that the kind got since then have their defaults.
        var options = OptionResolver.Resolve(definition, version, service.Options, service.Memory);
        return new RenderInput
        {
            Cluster = state.Cluster,
            Service = service with { Options = options },
            Members = [.. InPlanOrder(definition, state.Own).Select(m => RenderMember.Of(m with { Role = role(m) }))],
            PathOf = state.PathOf,
            RunPathOf = state.RunPathOf,
        };
    }

    private static IEnumerable<MemberSpec> InPlanOrder(ServiceDefinition definition, IReadOnlyList<MemberSpec> members)
    {
        var groups = definition.Groups.Select(g => g.Name).ToList();
        return members.OrderBy(m => groups.IndexOf(m.Group)).ThenBy(m => m.Ordinal);
    }
}
