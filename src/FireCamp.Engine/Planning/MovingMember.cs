using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A member that leaves its node.</summary>
/// <param name="Role">Its role as it was known when this was planned.</param>
public sealed record MovingMember(string Service, string Name, string Zone, MemberRole Role);
