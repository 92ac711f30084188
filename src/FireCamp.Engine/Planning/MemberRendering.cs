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
        return Input(
            service with { Options = options }, InPlanOrder(definition, state.Own.Select(m => RenderMember.Of(m with { Role = role(m) }))), state);
    }

    /// <summary>What these members of the state's cluster are rendered from.</summary>
    /// <param name="members">In plan order.</param>
    public static RenderInput Input(ServiceSpec service, IReadOnlyList<RenderMember> members, PlanningState state) => new()
    {
        Cluster = state.Cluster,
        Service = service,
        Members = members,
        PathOf = state.PathOf,
        RunPathOf = state.RunPathOf,
    };

    /// <summary>Groups in the definition's order, then by ordinal.</summary>
    public static IReadOnlyList<RenderMember> InPlanOrder(ServiceDefinition definition, IEnumerable<RenderMember> members)
    {
        var groups = definition.Groups.Select(g => g.Name).ToList();
        return [.. members.OrderBy(m => groups.IndexOf(m.Place.Group)).ThenBy(m => m.Place.Ordinal)];
    }
}
