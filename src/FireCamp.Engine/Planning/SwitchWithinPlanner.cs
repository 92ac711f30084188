using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans the switchover that another operation begins with. Pure.</summary>
internal static class SwitchWithinPlanner
{
    /// <summary>Whether the member's role can be handed over by FireCamp.</summary>
    public static bool CanHandOver(MemberSpec member)
        => member.Role == MemberRole.Primary && SwitchChoice.CanHandOver(member);

    /// <summary>The role goes from the primary to the one of the candidates that has the most.</summary>
    /// <exception cref="FireCampException">None is fit, the primary isn't ready, or the kind has changed since the members were made.</exception>
    public static SwitchWithin Plan(
        ServiceDefinition definition, PlanningState state, ServiceSpec service, MemberSpec from, IReadOnlyList<MemberSpec> candidates)
    {
        if (state.ReportOf(from.Name) is not { Role: MemberRole.Primary, Phase: MemberPhase.Ready })
        {
            throw SwitchPrimaryPlanner.NotReady(state, service, from);
        }

        var to = SwitchChoice.Candidate(new SwitchPrimaryRequest { Service = service.Name }, state, service, [from, .. candidates], from);
        var changes = SwitchPrimaryPlanner.Changes(definition, state, service, from, to);
        return new SwitchWithin
        {
            From = changes.First(c => c.Name == from.Name), To = to.Name, Others = [.. changes.Where(c => c.Name != from.Name)],
        };
    }

    /// <summary>The state as it is once the role has been handed over.</summary>
    public static PlanningState After(PlanningState state, SwitchWithin within)
    {
        var specs = within.All.ToDictionary(c => c.Name, c => c.New);
        return state with
        {
            Own = [.. state.Own.Select(m => specs.GetValueOrDefault(m.Name) ?? m)],
            Members = [.. state.Members.Select(m => specs.TryGetValue(m.Name, out var spec) ? OutlineOf(spec) : m)],
            Reports = [.. state.Reports.Select(r => specs.TryGetValue(r.Member, out var spec) ? r with { Role = spec.Role } : r)],
        };
    }

    private static MemberOutline OutlineOf(MemberSpec spec) => MemberOutline.Of(spec) with { SpecId = MemberRecords.IdOf(spec) };
}
