using FireCamp.Engine.Model;

namespace FireCamp.Agent.Members;

/// <summary>Something is to be done in a member that doesn't run here now.</summary>
internal sealed class MemberNotRunningException(string member, string node)
    : FireCampException("MemberNotRunning", $"Member {member} does not run on node {node} now.",
        "See where it is with Get-FireCampMember, and wait for it with Wait-FireCampService.")
{
    public override bool IsTemporary => true;
}
