namespace FireCamp.Engine.Planning;

/// <summary>Whether an operation may begin now as far as the policies of the services that it disrupts go.</summary>
/// <param name="OpensAt">When their windows are open next, all at once; null while they are, and when they never will be.</param>
/// <param name="IsShut">Whether a window keeps it from beginning now.</param>
/// <param name="LacksApproval">Whether it needs an approval that it doesn't have.</param>
/// <param name="Reason">What keeps it from beginning now, as a sentence; empty when nothing does.</param>
public sealed record PolicyVerdict(DateTimeOffset? OpensAt, bool IsShut, bool LacksApproval, string Reason)
{
    /// <summary>Nothing keeps it from beginning.</summary>
    public static PolicyVerdict Free { get; } = new(null, false, false, "");

    public bool MayBegin => !IsShut && !LacksApproval;
}
