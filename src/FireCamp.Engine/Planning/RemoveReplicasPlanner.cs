using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans fewer replicas of a service to the last detail. Pure.</summary>
public static class RemoveReplicasPlanner
{
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="InvalidInputException">A primary would go, too few would stay, or something else is wrong; carries every mistake.</exception>
    /// <exception cref="FireCampException">
    /// The service doesn't run, not all members that stay are ready, or it has a fixed number of them.
    /// </exception>
    public static RemoveReplicasPlan Plan(RemoveReplicasRequest request, ServiceDefinition definition, PlanningState state)
    {
        var before = state.Service(request.Name);
        Intents.RequireRunning(before, "remove replicas from");
        var members = state.MembersOf(before.Name);
        var group = GroupSizes.Group(definition, before, members);
        var mistakes = new List<Mistake>();
        var leaving = Choose(request, before, members.Where(m => m.Group == group.Name).ToList(), state, mistakes);
        var shards = members.Where(m => m.Group == group.Name).Select(m => m.Shard).Distinct().Count();
        if (Enumerable.Range(0, shards).Select(s => leaving.Count(m => m.Shard == s)).Distinct().Count() > 1)
        {
            mistakes.Add(new Mistake("Member", "every shard has as many members as the others: name as many of each."));
        }

        var after = GroupSizes.Resized(definition, before, group, GroupSizes.SizeOf(group, before) - (leaving.Count / shards), mistakes);
        ReplicaRules.ThrowIfAny(before.Name, mistakes);
        var staying = members.Except(leaving).ToList();
        ReplicaRules.RequireActions(group, before, staying, CatalogNames.Leave, CatalogNames.Forget);
        ReplicaRules.RequireReady(state, before, staying, "remove replicas from");
        var within = leaving.FirstOrDefault(m => m.Role == MemberRole.Primary) is { } primary
            ? SwitchWithinPlanner.Plan(definition, state, before, primary, [.. staying.Where(m => m.Shard == primary.Shard)])
            : null;
        if (within is not null)
        {
            // What follows is planned for the members as they are by then.
            state = SwitchWithinPlanner.After(state, within);
            (leaving, staying) = ([.. leaving.Select(Now)], [.. staying.Select(Now)]);
        }

        return Leaving(request, definition, state, after, (leaving, staying)) with { Switch = within };

        MemberSpec Now(MemberSpec member) => state.Own.First(m => m.Name == member.Name);
    }

    /// <summary>The plan of members that go, once it is known who they are.</summary>
    internal static RemoveReplicasPlan Leaving(
        RemoveReplicasRequest request, ServiceDefinition definition, PlanningState state, ServiceSpec after,
        (IReadOnlyList<MemberSpec> Leaving, IReadOnlyList<MemberSpec> Staying) who)
    {
        var before = state.Service(request.Name);
        var then = MemberRendering.Input(after, [.. who.Staying.Select(RenderMember.Of)], state);
        var changes = MemberChanges.Between(definition, then, then, who.Staying, state).ToDictionary(c => c.Name);
        return new RemoveReplicasPlan
        {
            Cluster = state.Cluster.Name,
            Request = request,
            Before = before,
            After = after,
            At = state.Now,
            Differences = SpecDifferences.Between(before, after),
            Leaving = who.Leaving,
            Members = [.. who.Staying.Select(m => m.Id)],
            LeaveOn = who.Staying.OrderBy(m => state.RoleOf(m) != MemberRole.Primary).First().Name,
            Changes = [.. MemberOrder.Of(state, after, who.Staying).Where(m => changes.ContainsKey(m.Name)).Select(m => changes[m.Name])],
            Volumes =
            [
                .. who.Leaving.SelectMany(m => m.Volumes.Select(v => new PlannedVolume(before.Name, m.Name, v, Kept: !request.RemoveVolumes))),
            ],
        };
    }

    private static IReadOnlyList<MemberSpec> Choose(
        RemoveReplicasRequest request, ServiceSpec service, IReadOnlyList<MemberSpec> members, PlanningState state, List<Mistake> mistakes)
    {
        if (request.Members.Count == 0 == (request.Count is null))
        {
            mistakes.Add(new Mistake("Count", "say how many, or name the members: one of both."));
            return [];
        }

        if (request.Count is { } count)
        {
            if (count < 1)
            {
                mistakes.Add(new Mistake("Count", $"{count} is less than 1."));
                return [];
            }

            return [.. members.GroupBy(m => m.Shard).SelectMany(shard => OfShard([.. shard], count, state, mistakes))];
        }

        foreach (var name in request.Members)
        {
            if (!members.Any(m => NameRules.Key(m.Name) == NameRules.Key(name)))
            {
                mistakes.Add(new Mistake("Member", $"'{name}' is no member of '{service.Name}': {string.Join(", ", members.Select(m => m.Name))}."));
            }
            else if (members.First(m => NameRules.Key(m.Name) == NameRules.Key(name)) is var member && IsPrimary(member, state)
                && !(SwitchWithinPlanner.CanHandOver(member) && members.Count > request.Members.Count))
            {
                mistakes.Add(new Mistake(
                    "Member", $"{member.Name} is the primary: switch over to another member first, Switch-FireCampPrimary {service.Name}."));
            }
        }

        return [.. members.Where(m => request.Members.Any(n => NameRules.Key(n) == NameRules.Key(m.Name)))];
    }

    // Those that aren't ready first; then from the zone that has the most, the last named first.
    private static IEnumerable<MemberSpec> OfShard(List<MemberSpec> members, int count, PlanningState state, List<Mistake> mistakes)
    {
        if (members.Count(m => !IsPrimary(m, state)) < count)
        {
            mistakes.Add(new Mistake(
                "Count", $"only {members.Count(m => !IsPrimary(m, state))} of {string.Join(", ", members.Select(m => m.Name))} are replicas."));
            yield break;
        }

        for (var i = 0; i < count; i++)
        {
            var next = members.Where(m => !IsPrimary(m, state))
                .OrderBy(m => state.ReportOf(m.Name)?.Phase == MemberPhase.Ready)
                .ThenByDescending(m => members.Count(o => o.Zone == m.Zone)).ThenByDescending(m => m.Ordinal).First();
            members.Remove(next);
            yield return next;
        }
    }

    private static bool IsPrimary(MemberSpec member, PlanningState state)
        => state.RoleOf(member) == MemberRole.Primary || member.Role == MemberRole.Primary;
}
