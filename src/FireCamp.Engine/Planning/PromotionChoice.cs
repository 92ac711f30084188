using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Finds out which replica has the most, and what nobody has. The one place that decides this: engines and agents both ask it.</summary>
internal static class PromotionChoice
{
    /// <summary>The replica that has the most, or the one that is named if none has more.</summary>
    /// <param name="others">The shard's members but for the primary.</param>
    /// <param name="seen">The members as they are seen.</param>
    /// <exception cref="FireCampException">None answers, or another has more than the one that is named.</exception>
    public static MemberSpec Candidate(
        SwitchPrimaryRequest request, ServiceSpec service, IReadOnlyList<MemberSpec> others, IReadOnlyList<Member> seen,
        IReadOnlyList<MemberPosition> positions)
    {
        var best = Best([.. others.Where(m => WhySilent(m.Name, seen, positions).Length == 0)], positions)
            ?? throw SwitchChoice.NoReplica(
                service,
                others.Count == 0
                    ? "it has no other member"
                    : string.Join(", ", others.Select(m => $"{m.Name} {WhySilent(m.Name, seen, positions)}")));
        if (request.Member is not { } name)
        {
            return best;
        }

        var named = others.FirstOrDefault(m => NameRules.Key(m.Name) == NameRules.Key(name))
            ?? throw SwitchChoice.NoReplica(service, $"{name} is the primary that is gone");
        return WhySilent(named.Name, seen, positions) is { Length: > 0 } why ? throw SwitchChoice.NoReplica(service, $"{named.Name} {why}")
            : IsLess(named, best, positions)
                ? throw SwitchChoice.NoReplica(service, $"{best.Name} has more than {named.Name}, and couldn't follow it")
            : named;
    }

    /// <summary>Of these, the one that has the most; null when there are none.</summary>
    public static MemberSpec? Best(IReadOnlyList<MemberSpec> members, IReadOnlyList<MemberPosition> positions)
        => members.OrderByDescending(m => Of(m.Name, positions)?.Position ?? -1).ThenBy(m => m.Index).FirstOrDefault();

    /// <summary>Whether a member is known to have less than another.</summary>
    public static bool IsLess(MemberSpec member, MemberSpec than, IReadOnlyList<MemberPosition> positions)
        => (Of(member.Name, positions)?.Position ?? -1) < (Of(than.Name, positions)?.Position ?? -1);

    /// <summary>How many bytes the primary told of that the member doesn't have; null when nobody knows how far the primary was.</summary>
    public static long? Missing(string member, IReadOnlyList<MemberPosition> positions)
        => Of(member, positions)?.Position is { } position && positions.Max(p => p.Primary) is { } primary ? Math.Max(primary - position, 0) : null;

    /// <summary>Why the member can't become primary, as the rest of a sentence; empty when it can.</summary>
    public static string WhySilent(string member, IReadOnlyList<Member> seen, IReadOnlyList<MemberPosition> positions)
        => seen.FirstOrDefault(m => m.Name == member) is not { Phase: MemberPhase.Ready } found ? $"is {PhaseOf(seen, member)}"
            : Of(found.Name, positions) is { Answered: true } ? ""
            : $"doesn't answer ({Of(found.Name, positions)?.Why})";

    /// <summary>A member's phase, with its reason, in the midst of a sentence.</summary>
    public static string PhaseOf(IReadOnlyList<Member> seen, string member)
        => seen.FirstOrDefault(m => m.Name == member) is { } found
            ? SwitchChoice.PhaseText(found.Phase, found.Reason)
            : SwitchChoice.PhaseText(null, "");

    private static MemberPosition? Of(string member, IReadOnlyList<MemberPosition> positions) => positions.FirstOrDefault(p => p.Member == member);
}
