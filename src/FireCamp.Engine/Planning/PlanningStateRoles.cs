using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

public static class PlanningStateRoles
{
    /// <summary>A member's role as it is known: as seen last, else as planned.</summary>
    public static MemberRole RoleOf(this PlanningState state, MemberSpec member) => RoleOf(state, member.Name, member.Role);

    /// <summary>A member's role as it is known: as seen last, else as planned.</summary>
    public static MemberRole RoleOf(this PlanningState state, MemberOutline member) => RoleOf(state, member.Name, member.Role);

    private static MemberRole RoleOf(PlanningState state, string member, MemberRole planned)
        => state.ReportOf(member) is { Role: not MemberRole.None } report ? report.Role : planned;
}
