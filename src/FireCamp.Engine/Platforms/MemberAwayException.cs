using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms;

/// <summary>No node that is up has the member, so nothing can be done inside it now.</summary>
public sealed class MemberAwayException : FireCampException
{
    public MemberAwayException(string member, string why)
        : base(
            "MemberNotRunning",
            $"Nothing can be run in member {member}: {why}.",
            "See where it is with Get-FireCampMember, and wait for it with Wait-FireCampService.") => Target = member;

    public override bool IsTemporary => true;
}
