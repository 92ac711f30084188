using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>In which order members are disturbed: by the kind's order of roles as they are known now, the last of them first.</summary>
internal static class MemberOrder
{
    public static IReadOnlyList<MemberSpec> Of(PlanningState state, ServiceSpec service, IEnumerable<MemberSpec> members)
        => [.. members.OrderBy(m => Rank(service, state.RoleOf(m))).ThenByDescending(m => m.Ordinal)];

    private static int Rank(ServiceSpec service, MemberRole role)
    {
        var rank = service.RestartOrder.ToList().FindIndex(r => r.Equals(role.ToString(), StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? -1 : rank;
    }
}
