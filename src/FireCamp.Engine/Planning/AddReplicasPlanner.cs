using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans more replicas of a service to the last detail. Pure.</summary>
public static class AddReplicasPlanner
{
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="InvalidInputException">Something in the request is wrong; carries every mistake.</exception>
    /// <exception cref="FireCampException">The service doesn't run, not all of its members are ready, or it has a fixed number of them.</exception>
    public static AddReplicasPlan Plan(AddReplicasRequest request, ServiceDefinition definition, PlanningState state)
    {
        var before = state.Service(request.Name);
        Intents.RequireRunning(before, "add replicas to");
        var members = state.MembersOf(before.Name);
        var group = GroupSizes.Group(definition, before, members);
        var mistakes = new List<Mistake>();
        var count = CountOf(request, state, mistakes);
        var after = GroupSizes.Resized(definition, before, group, GroupSizes.SizeOf(group, before) + count, mistakes);
        ReplicaRules.ThrowIfAny(before.Name, mistakes);
        ReplicaRules.RequireReady(state, before, members, "add replicas to");

        var places = new ReplicaPlacing(group, before, members, state).Place(count, ZonesOf(request, state));
        return Placed(request, definition, state, group, after, places);
    }

    /// <summary>The plan of members whose places are known, of a service that may have them.</summary>
    /// <param name="after">The service's next revision.</param>
    internal static AddReplicasPlan Placed(
        AddReplicasRequest request, ServiceDefinition definition, PlanningState state, GroupDefinition group, ServiceSpec after,
        IReadOnlyList<MemberPlace> places)
    {
        var before = state.Service(request.Name);
        var members = state.MembersOf(before.Name);
        var all = MemberRendering.InPlanOrder(definition, [.. members.Select(RenderMember.Of), .. WithAddresses(places, state)]);
        var then = MemberRendering.Input(after, all, state);
        var names = places.Select(p => p.Name).ToHashSet();
        var added = MemberRenderer.Render(definition, then).Where(m => names.Contains(m.Name)).ToList();
        ReplicaRules.RequireActions(group, before, added, CatalogNames.Join);
        if (CapacityRule.Check(state, added) is { } full)
        {
            throw new InvalidInputException("InsufficientCapacity", $"Service '{before.Name}'", [full]) { Target = before.Name };
        }

        // Both with the new options: what the number of members changes is for each file to say, not for the option.
        var now = MemberRendering.Input(after, MemberRendering.InPlanOrder(definition, members.Select(RenderMember.Of)), state);
        var changes = MemberChanges.Between(definition, now, then, members, state).ToDictionary(c => c.Name);
        var sources = ReplicaSources.For(group, members, added, state);
        return new AddReplicasPlan
        {
            Cluster = state.Cluster.Name,
            Request = request,
            Before = before,
            After = after,
            At = state.Now,
            Differences = SpecDifferences.Between(before, after),
            Members = [.. members.Select(m => m.Id)],
            New = added,
            Sources = sources,
            Changes = [.. MemberOrder.Of(state, after, members).Where(m => changes.ContainsKey(m.Name)).Select(m => changes[m.Name])],
            CopiesQuickly = state.SnapshotsAreQuick,
            WhyNoSource = added.All(m => sources.Any(s => s.For.Contains(m.Name))) ? "" : ReplicaSources.WhyNone(definition, group),
        };
    }

    private static int CountOf(AddReplicasRequest request, PlanningState state, List<Mistake> mistakes)
    {
        var count = request.Count ?? Math.Max(1, request.Zones.Count);
        if (count < 1)
        {
            mistakes.Add(new Mistake("Count", $"{count} is less than 1."));
        }

        if (request.Count is { } given && request.Zones.Count > given && given >= 1)
        {
            mistakes.Add(new Mistake("Zone", $"{request.Zones.Count} zones are named for {given} replicas a shard: name as many at most."));
        }

        mistakes.AddRange(request.Zones.Where(z => !state.Cluster.Zones.Contains(z, StringComparer.OrdinalIgnoreCase))
            .Select(z => new Mistake("Zone", $"cluster '{state.Cluster.Name}' has no zone '{z}': {string.Join(", ", state.Cluster.Zones)}.")));
        return count;
    }

    private static IReadOnlyList<string> ZonesOf(AddReplicasRequest request, PlanningState state)
        => [.. request.Zones.Select(z => state.Cluster.Zones.First(c => c.Equals(z, StringComparison.OrdinalIgnoreCase)))];

    private static IEnumerable<RenderMember> WithAddresses(IReadOnlyList<MemberPlace> places, PlanningState state)
    {
        var addresses = state.FreeAddresses.Take(places.Count).ToList();
        if (state.Cluster.Network is not null && addresses.Count < places.Count)
        {
            throw new FireCampException("NetworkFull", $"Network {state.Cluster.Network} has no {places.Count} free addresses left.",
                "Remove services that are no longer needed.");
        }

        return places.Select((p, i) => new RenderMember(p, $"{NameRules.Key(p.Name)}.{state.Cluster.Domain}", addresses.ElementAtOrDefault(i)));
    }
}
