using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

public static class PlanningStateRoles
{
    /// <summary>A member's role as it is known: as seen last, else as planned.</summary>
    public static MemberRole RoleOf(this PlanningState state, MemberSpec member)
        => state.ReportOf(member.Name) is { Role: not MemberRole.None } report ? report.Role : member.Role;
}
