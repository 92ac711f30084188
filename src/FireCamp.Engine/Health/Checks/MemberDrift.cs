namespace FireCamp.Engine.Health.Checks;

/// <summary>A member that differs from what its kind makes of it now.</summary>
/// <param name="Parts">What differs: files by path, <c>environment</c>, <c>command</c> …</param>
public sealed record MemberDrift(string Member, IReadOnlyList<string> Parts);
