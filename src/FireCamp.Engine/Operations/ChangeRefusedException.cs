using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>A member's server doesn't take what was changed, or doesn't run with it. It won't by itself: another value is needed.</summary>
public sealed class ChangeRefusedException : FireCampException
{
    internal ChangeRefusedException(string member, string why)
        : base("ChangeRefused", $"Member {member} refuses the change: {why}", "Choose another value.") => Target = member;
}
