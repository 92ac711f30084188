using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans fewer shards of a service to the last detail: the last ones go. Pure.</summary>
public static class RemoveShardsPlanner
{
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="InvalidInputException">Too few shards would stay, or something else is wrong; carries every mistake.</exception>
    /// <exception cref="FireCampException">The service doesn't run, not all of its members are ready, or its shards are fixed.</exception>
    public static RemoveShardsPlan Plan(RemoveReplicasRequest request, ServiceDefinition definition, PlanningState state)
    {
        var before = state.Service(request.Name);
        Intents.RequireRunning(before, "remove shards from");
        var members = state.MembersOf(before.Name);
        var group = ShardRules.Group(definition, before, members);
        var mistakes = new List<Mistake>();
        var count = ShardRules.Count(
            request.Shards ?? 0, [("Count", request.Count is not null), ("Member", request.Members.Count > 0)], mistakes);
        var from = GroupSizes.ShardsOf(group, before);
        var after = GroupSizes.Resharded(definition, before, group, from - Math.Max(0, count), mistakes);
        ReplicaRules.ThrowIfAny(before.Name, mistakes);

        // Those that go as well: their data is read from them.
        ReplicaRules.RequireReady(state, before, members, "remove shards from");
        var leaving = Leaving(members.Where(m => m.Group == group.Name), state, count);
        var staying = members.Except(leaving).ToList();
        ReplicaRules.RequireActions(group, before, staying, CatalogNames.Leave, CatalogNames.Forget);
        var replicas = RemoveReplicasPlanner.Leaving(request, definition, state, after, (leaving, staying));
        var on = staying.First(m => m.Name == replicas.LeaveOn);
        ShardRules.RequireBalance(definition, before, on);
        return new RemoveShardsPlan
        {
            Cluster = state.Cluster.Name,
            Replicas = replicas,
            Move = new ShardMove
            {
                From = from, To = from - count, On = on.Id, Members = [.. members.Select(m => m.Id)], Slots = group.Slots,
            },
        };
    }

    // Of each shard the primary last: without it the others would have nothing to follow.
    private static List<MemberSpec> Leaving(IEnumerable<MemberSpec> members, PlanningState state, int count)
        =>
        [
            .. members.GroupBy(m => m.Shard).OrderByDescending(s => s.Key).Take(count)
                .SelectMany(s => s.OrderBy(m => state.RoleOf(m) == MemberRole.Primary).ThenByDescending(m => m.Ordinal)),
        ];
}
