using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans which member becomes primary, and how. Pure.</summary>
public static class SwitchPrimaryPlanner
{
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="InvalidInputException">There is no such member or shard, or it must be said which.</exception>
    /// <exception cref="FireCampException">The service doesn't run, or no replica can become primary now; says why.</exception>
    public static SwitchPrimaryPlan Plan(SwitchPrimaryRequest request, ServiceDefinition definition, PlanningState state)
    {
        var service = state.Service(request.Service);
        Intents.RequireRunning(service, "switch the primary of");
        var members = state.MembersOf(service.Name);
        var shard = SwitchChoice.ShardOf(request, service, members);
        var means = MeansOf(definition, shard);
        var from = Primary(state, service, shard, means);
        var to = means == SwitchMeans.Election ? Elected(request, service, shard) : SwitchChoice.Candidate(request, state, service, shard, from);
        var changes = means == SwitchMeans.Managed ? Changes(definition, state, service, from, to!) : [];
        return new SwitchPrimaryPlan
        {
            Cluster = state.Cluster.Name,
            Request = request,
            Service = service,
            Shard = from.Shard,
            Means = means,
            From = from,
            To = to,
            Lag = to is null ? null : state.ReportOf(to.Name)?.Lag,
            Members = [.. members.Select(m => m.Id)],
            Unready = [.. members.Where(m => !SwitchChoice.IsReady(state, m)).Select(m => m.Name)],
            Changes = changes,
        };
    }

    /// <summary>
    /// Plans that a primary hands over to a replica that is not on the node; null where its kind has no switchover but a restart, or no replica
    /// is fit.
    /// </summary>
    /// <exception cref="FireCampException">It can't hand over now; says why.</exception>
    public static SwitchPrimaryPlan? PlanAway(string service, string member, string node, ServiceDefinition definition, PlanningState state)
    {
        var found = state.Service(service);
        var shard = SwitchChoice.ShardOf(new SwitchPrimaryRequest { Service = service, Member = member }, found, state.MembersOf(found.Name));
        var elsewhere = shard.Where(m => NameRules.Key(m.Name) != NameRules.Key(member)
            && NameRules.Key(state.ReportOf(m.Name)?.Node ?? node) != NameRules.Key(node)).ToList();
        return MeansOf(definition, shard) != SwitchMeans.Election && SwitchChoice.Best(state, elsewhere) is { } to
            ? Plan(new SwitchPrimaryRequest { Service = service, Member = to.Name }, definition, state)
            : null;
    }

    private static SwitchMeans MeansOf(ServiceDefinition definition, IReadOnlyList<MemberSpec> shard)
    {
        var actions = shard[0].Workload.Actions;
        if (definition.Groups.First(g => g.Name == shard[0].Group).ManagedPrimary)
        {
            return SwitchChoice.CanHandOver(shard[0])
                ? SwitchMeans.Managed
                : throw new FireCampException(
                    "SwitchNotSupported", $"The members of service '{shard[0].Service}' have no actions '{CatalogNames.Demote}' and "
                        + $"'{CatalogNames.Promote}'.",
                    $"If its kind has them by now, Update-FireCampService {shard[0].Service} gives them to its members.")
                {
                    Target = shard[0].Service,
                };
        }

        return actions.ContainsKey(CatalogNames.Switchover) ? SwitchMeans.Command : SwitchMeans.Election;
    }

    /// <summary>The one that FireCamp made primary, or the one that says so where the kind decides.</summary>
    private static MemberSpec Primary(PlanningState state, ServiceSpec service, IReadOnlyList<MemberSpec> shard, SwitchMeans means)
    {
        var found = shard.FirstOrDefault(m => means == SwitchMeans.Managed
            ? m.Role == MemberRole.Primary
            : state.ReportOf(m.Name) is { Role: MemberRole.Primary, Phase: MemberPhase.Ready });
        return found is not null && state.ReportOf(found.Name) is { Role: MemberRole.Primary, Phase: MemberPhase.Ready }
            ? found
            : throw NotReady(state, service, found);
    }

    /// <param name="primary">Null where no member is primary.</param>
    internal static FireCampException NotReady(PlanningState state, ServiceSpec service, MemberSpec? primary)
        => new(
            "PrimaryNotReady",
            $"The primary of service '{service.Name}' can't hand over: "
                + (primary is null ? "no member is primary now." : $"{primary.Name} is {SwitchChoice.PhaseOf(state, primary)}."),
            $"See Get-FireCampMember {service.Name} for why, and switch once it is ready."
                + (primary?.Role == MemberRole.Primary
                    ? $" If it is gone for good, Switch-FireCampPrimary {service.Name} -Force promotes a replica."
                    : "")) { Target = service.Name };

    private static MemberSpec? Elected(SwitchPrimaryRequest request, ServiceSpec service, IReadOnlyList<MemberSpec> shard)
        => request.Member is not null
            ? throw new InvalidInputException("SwitchInvalid", $"The switchover of service '{service.Name}'",
                [new Mistake("Member", $"the members of a {service.Kind} service elect their leader: none can be chosen.")])
            : shard.Count > 1 ? null : throw SwitchChoice.NoReplica(service, "it has only one member");

    /// <summary>What the new roles make of members.</summary>
    /// <exception cref="FireCampException">The kind has changed, and would have members restart.</exception>
    internal static IReadOnlyList<MemberChange> Changes(
        ServiceDefinition definition, PlanningState state, ServiceSpec service, MemberSpec from, MemberSpec to)
    {
        var own = state with { Own = state.MembersOf(service.Name) };
        var now = MemberRendering.Input(definition, service, own, m => m.Role);
        RequireCurrent(service, MemberChanges.Between(definition, now, now, own.Own, state));
        if (from.Name == to.Name)
        {
            return [];
        }

        var then = MemberRendering.Input(definition, service, own, SwitchChoice.RolesAfter(from, to));
        return MemberChanges.Between(definition, now, then, own.Own, state);
    }

    /// <summary>Members get what their kind has become since on this occasion too, but not by a restart in the midst of it.</summary>
    private static void RequireCurrent(ServiceSpec service, IReadOnlyList<MemberChange> pending)
    {
        if (pending.Where(c => c.Applies == ChangeApplies.Restart).Select(c => c.Name).ToList() is { Count: > 0 } outdated)
        {
            throw new FireCampException(
                "MembersOutdated",
                $"Service '{service.Name}' can't switch its primary: its kind has changed, and {string.Join(", ", outdated)} would have to restart.",
                $"Update-FireCampService {service.Name} brings its members in line; switch then.") { Target = service.Name };
        }
    }
}
