namespace FireCamp.Agent.Members;

/// <summary>A member in its place, with its process at the gate.</summary>
internal sealed record StartedMember(PreparedMember Member, IMemberProcess Process);
