namespace FireCamp.Engine.Platforms;

/// <summary>A member that a lost node had.</summary>
public sealed record LostMember(string Service, string Member);
