using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans which replica becomes primary in place of one that is gone for good. Pure.</summary>
public static class PromotePrimaryPlanner
{
    /// <param name="seen">The service's members as they are seen.</param>
    /// <param name="positions">What the replicas said that they have.</param>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="InvalidInputException">There is no such member or shard, or it must be said which.</exception>
    /// <exception cref="FireCampException">
    /// The primary is up, no replica answers, its kind sees to its primary itself, or the service doesn't run; says why.
    /// </exception>
    public static PromotePrimaryPlan Plan(
        SwitchPrimaryRequest request, ServiceDefinition definition, PlanningState state, IReadOnlyList<Member> seen,
        IReadOnlyList<MemberPosition> positions)
    {
        var service = state.Service(request.Service);
        Intents.RequireRunning(service, "promote a replica of");
        var members = state.MembersOf(service.Name);
        var shard = SwitchChoice.ShardOf(request, service, members);
        RequireManaged(definition, service, shard);
        var from = shard.First(m => m.Role == MemberRole.Primary);
        RequireGone(service, from, seen);
        var others = shard.Where(m => m != from).ToList();
        positions = [.. positions, Last(from.Name, state.ReportOf(from.Name)?.Position)];
        var to = PromotionChoice.Candidate(request, service, others, seen, positions);
        var silent = others.Where(m => PromotionChoice.WhySilent(m.Name, seen, positions).Length > 0).Select(m => m.Name).ToList();
        return new PromotePrimaryPlan
        {
            Cluster = state.Cluster.Name,
            Request = request,
            Service = service,
            Shard = from.Shard,
            From = from,
            FromIs = PromotionChoice.PhaseOf(seen, from.Name),
            To = to,
            Others = [.. others.Where(m => m != to && !silent.Contains(m.Name)).Select(m => m.Name)],
            Silent = silent,
            Known = positions.Max(p => p.Primary),
            Missing = PromotionChoice.Missing(to.Name, positions),
            Changes = Changes(definition, state, service, from, to),
        };
    }

    /// <summary>What is known of how far the primary itself was, beside what replicas know.</summary>
    internal static MemberPosition Last(string primary, long? position) => new(primary, null, position, "");

    /// <summary>
    /// Whether the primary that is meant is up, so that it can hand over; the members see to it themselves where FireCamp gave the role to none.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="InvalidInputException">There is no such member or shard, or it must be said which.</exception>
    public static bool IsPrimaryUp(SwitchPrimaryRequest request, PlanningState state, IReadOnlyList<Member> seen)
    {
        var service = state.Service(request.Service);
        var shard = SwitchChoice.ShardOf(request, service, state.MembersOf(service.Name));
        var given = shard.FirstOrDefault(m => m.Role == MemberRole.Primary);
        return seen.Any(m => m.Phase == MemberPhase.Ready && (given is null
            ? m.Role == MemberRole.Primary && shard.Any(s => s.Name == m.Name)
            : m.Name == given.Name));
    }

    /// <summary>Whether the service's kind leaves it to FireCamp who is primary of the shard.</summary>
    internal static bool IsManaged(ServiceDefinition definition, IReadOnlyList<MemberSpec> shard)
        => definition.Groups.First(g => g.Name == shard[0].Group).ManagedPrimary && shard[0].Workload.Actions.ContainsKey(CatalogNames.Promote);

    private static void RequireManaged(ServiceDefinition definition, ServiceSpec service, IReadOnlyList<MemberSpec> shard)
    {
        if (!IsManaged(definition, shard))
        {
            throw new FireCampException(
                "PromotionNotSupported",
                $"No member of service '{service.Name}' can be promoted: members of such a {service.Kind} service see to their primary themselves.",
                $"They do so once enough of them are up: see Get-FireCampMember {service.Name}.") { Target = service.Name };
        }
    }

    private static void RequireGone(ServiceSpec service, MemberSpec from, IReadOnlyList<Member> seen)
    {
        if (seen.FirstOrDefault(m => m.Name == from.Name) is { Phase: MemberPhase.Ready } up)
        {
            throw new FireCampException(
                "PrimaryIsUp", $"No replica of service '{service.Name}' is promoted: its primary {from.Name} is up, on {up.Node}.",
                $"Switch over, which loses nothing: Switch-FireCampPrimary {service.Name}.") { Target = service.Name };
        }
    }

    // Unlike a switchover it doesn't ask for members that are as their kind is now: they can't be brought in line without a primary.
    private static IReadOnlyList<MemberChange> Changes(
        ServiceDefinition definition, PlanningState state, ServiceSpec service, MemberSpec from, MemberSpec to)
    {
        var own = state with { Own = state.MembersOf(service.Name) };
        var now = MemberRendering.Input(definition, service, own, m => m.Role);
        var then = MemberRendering.Input(definition, service, own, SwitchChoice.RolesAfter(from, to));
        return MemberChanges.Between(definition, now, then, own.Own, state);
    }
}
