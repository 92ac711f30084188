using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans more shards of a service to the last detail. Pure.</summary>
public static class AddShardsPlanner
{
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="InvalidInputException">Something in the request is wrong; carries every mistake.</exception>
    /// <exception cref="FireCampException">The service doesn't run, not all of its members are ready, or its shards are fixed.</exception>
    public static AddShardsPlan Plan(AddReplicasRequest request, ServiceDefinition definition, PlanningState state)
    {
        var before = state.Service(request.Name);
        Intents.RequireRunning(before, "add shards to");
        var members = state.MembersOf(before.Name);
        var group = ShardRules.Group(definition, before, members);
        var mistakes = new List<Mistake>();
        var count = ShardRules.Count(
            request.Shards ?? 0, [("Count", request.Count is not null), ("Zone", request.Zones.Count > 0)], mistakes);
        var from = GroupSizes.ShardsOf(group, before);
        var after = GroupSizes.Resharded(definition, before, group, from + Math.Max(0, count), mistakes);
        ReplicaRules.ThrowIfAny(before.Name, mistakes);
        ReplicaRules.RequireReady(state, before, members, "add shards to");

        var places = new ReplicaPlacing(group, before, members, state).PlaceShards(count, GroupSizes.SizeOf(group, before));
        var replicas = AddReplicasPlanner.Placed(request, definition, state, group, after, places);
        ShardRules.RequireBalance(definition, before, replicas.New[0]);
        return new AddShardsPlan
        {
            Cluster = state.Cluster.Name,
            Replicas = replicas,
            Move = new ShardMove
            {
                From = from,
                To = from + count,
                On = replicas.New[0].Id,
                Members = [.. replicas.Members, .. replicas.New.Select(m => m.Id)],
                Slots = group.Slots,
            },
        };
    }
}
