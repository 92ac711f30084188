using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans the switchover within an upgrade. Pure.</summary>
/// <remarks>
/// Only where FireCamp gives the role of primary to one member of several, which can hand it over: elsewhere members are upgraded like they are
/// restarted.
/// </remarks>
internal static class UpgradePlanner
{
    /// <summary>The handover; null where there is none.</summary>
    /// <param name="inputOf">All that a service in the one or the other version is rendered from, by the members' roles.</param>
    /// <param name="changes">What becomes of each member in its role.</param>
    /// <exception cref="FireCampException">No replica is fit.</exception>
    public static UpgradeHandover? Handover(
        ServiceDefinition definition, PlanningState state, ServiceSpec before, ServiceSpec after,
        Func<ServiceSpec, Func<MemberSpec, MemberRole>, RenderInput> inputOf, IReadOnlyList<MemberChange> changes)
    {
        var members = state.MembersOf(before.Name);
        var primaries = members.Where(m => m.Role == MemberRole.Primary).ToList();
        if (!UpgradeRule.IsUpgrade(before, after) || primaries.Count != 1 || members.Count < 2
            || changes.Count < members.Count || !SwitchChoice.CanHandOver(primaries[0]) || !changes.All(c => SwitchChoice.CanHandOver(c.New)))
        {
            return null;
        }

        var from = primaries[0];
        var to = SwitchChoice.Candidate(new SwitchPrimaryRequest { Service = before.Name }, state, before, members, from);
        var then = SwitchChoice.RolesAfter(from, to);
        var upgraded = changes.Where(c => c.Name != from.Name).Select(c => c.New).ToList();
        var (earlier, later) = (inputOf(before, then), inputOf(after, then));
        var asReplica = Between(definition, earlier, earlier, [from], state).Single();
        return new UpgradeHandover
        {
            From = asReplica,
            Upgraded = Between(definition, later, later, upgraded, Recorded(state, upgraded)),
            To = to.Name,
            Last = Between(definition, earlier, later, [asReplica.New], Recorded(state, [asReplica.New])).Single(),
        };
    }

    private static IReadOnlyList<MemberChange> Between(
        ServiceDefinition definition, RenderInput before, RenderInput after, IReadOnlyList<MemberSpec> recorded, PlanningState state)
        => MemberChanges.Between(definition, before, after, recorded, state);

    /// <summary>The state as it is once these are recorded.</summary>
    private static PlanningState Recorded(PlanningState state, IReadOnlyList<MemberSpec> members) => state with
    {
        Members = [.. members.Select(m => MemberOutline.Of(m) with { SpecId = MemberRecords.IdOf(m) })],
    };
}
