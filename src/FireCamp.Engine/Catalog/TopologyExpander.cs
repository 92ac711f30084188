using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Lays a service out: which members it has, and in which zone each is.</summary>
public static class TopologyExpander
{
    /// <summary>The members in plan order: groups in the definition's order, then shard by shard.</summary>
    /// <remarks>A member is in <c>zones[(shard + index) mod zones]</c>, so that neither the members nor the first ones of the shards share a zone.</remarks>
    /// <exception cref="InvalidInputException"><c>TopologyInvalid</c>: no members, a name of over 63 characters, or two members of one name.</exception>
    public static IReadOnlyList<MemberPlace> Expand(ServiceDefinition definition, ServiceSpec service, IReadOnlyList<string> zones)
        => throw new NotSupportedException();
}
