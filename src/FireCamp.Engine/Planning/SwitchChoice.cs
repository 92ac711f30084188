using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Finds out which shard is meant, and which of its replicas becomes primary.</summary>
internal static class SwitchChoice
{
    /// <summary>The members of the shard.</summary>
    /// <exception cref="InvalidInputException">There is no such shard or member, they don't fit, or it must be said which.</exception>
    public static IReadOnlyList<MemberSpec> ShardOf(SwitchPrimaryRequest request, ServiceSpec service, IReadOnlyList<MemberSpec> members)
    {
        var named = request.Member is { } name ? MemberChoice.Choose(service, members, [name])[0] : null;
        var shards = members.GroupBy(m => (m.Group, m.Shard)).Select(s => s.ToList()).ToList();
        var numbers = string.Join(", ", shards.Select(s => s[0].Shard).Distinct().Order());
        List<List<MemberSpec>> meant =
            [.. shards.Where(s => (request.Shard is null || s[0].Shard == request.Shard) && (named is null || s.Contains(named)))];
        return meant.Count == 1 ? meant[0] : throw Invalid(service, (request.Shard, named) switch
        {
            ({ } shard, { } member) => new Mistake("Shard", $"{member.Name} is in shard {member.Shard}, not in {shard}."),
            ({ } shard, null) => new Mistake("Shard", $"it has no shard {shard}, but {numbers}."),
            _ => new Mistake("Shard", $"it has several shards, each with a primary of its own: say which ({numbers}), or name a member."),
        });
    }

    /// <summary>The replica that is named, or the one that has the most.</summary>
    /// <exception cref="FireCampException">It is not ready, or lags; or none is fit.</exception>
    public static MemberSpec Candidate(
        SwitchPrimaryRequest request, PlanningState state, ServiceSpec service, IReadOnlyList<MemberSpec> shard, MemberSpec from)
    {
        if (request.Member is { } name)
        {
            var named = shard.First(m => NameRules.Key(m.Name) == NameRules.Key(name));
            return named == from || WhyUnfit(state, named) is not { } why ? named : throw NoReplica(service, $"{named.Name} {why}");
        }

        var others = shard.Where(m => m != from).ToList();
        return Best(state, others)
            ?? throw NoReplica(
                service, others.Count == 0 ? $"{from.Name} has none" : string.Join(", ", others.Select(m => $"{m.Name} {WhyUnfit(state, m)}")));
    }

    /// <summary>Of these, the one that has the most; null when none is fit.</summary>
    public static MemberSpec? Best(PlanningState state, IReadOnlyList<MemberSpec> members)
        => members.Where(m => WhyUnfit(state, m) is null).OrderBy(m => state.ReportOf(m.Name)?.Lag ?? 0).ThenBy(m => m.Index).FirstOrDefault();

    /// <summary>Whether FireCamp can take the primary's role from the member, and give it to it.</summary>
    public static bool CanHandOver(MemberSpec member)
        => member.Workload.Actions.ContainsKey(CatalogNames.Demote) && member.Workload.Actions.ContainsKey(CatalogNames.Promote);

    /// <summary>The members' roles once one has handed the primary's over to another.</summary>
    public static Func<MemberSpec, MemberRole> RolesAfter(MemberSpec from, MemberSpec to)
        => m => m.Name == to.Name ? MemberRole.Primary : m.Name == from.Name ? MemberRole.Replica : m.Role;

    public static FireCampException NoReplica(ServiceSpec service, string why)
        => new("NoReplicaFit", $"Service '{service.Name}' has no replica that can become primary now: {why}.",
            $"See Get-FireCampMember {service.Name}, and switch once it is ready and caught up.") { Target = service.Name };

    public static bool IsReady(PlanningState state, MemberSpec member) => state.ReportOf(member.Name)?.Phase == MemberPhase.Ready;

    public static string PhaseOf(PlanningState state, MemberSpec member)
        => state.ReportOf(member.Name) is { } report ? PhaseText(report.Phase, report.Reason) : PhaseText(null, "");

    /// <summary>A member's phase, with its reason, in the midst of a sentence.</summary>
    /// <param name="phase">Null for one that nothing is known of.</param>
    public static string PhaseText(MemberPhase? phase, string reason)
        => phase is { } known
            ? $"{known.ToString().ToLowerInvariant()}{(reason.Length > 0 ? $" ({reason.TrimEnd('.')})" : "")}"
            : "on no node";

    private static string? WhyUnfit(PlanningState state, MemberSpec member)
        => !IsReady(state, member) ? $"is {PhaseOf(state, member)}"
            : state.ReportOf(member.Name) is { CaughtUp: false } ? "has not caught up"
            : null;

    private static InvalidInputException Invalid(ServiceSpec service, Mistake mistake)
        => new("SwitchInvalid", $"The switchover of service '{service.Name}'", [mistake]);
}
