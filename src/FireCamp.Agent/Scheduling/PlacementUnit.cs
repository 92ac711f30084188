using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Scheduling;

/// <summary>A unit as placement sees it.</summary>
/// <param name="IsHeld">Whether its node has its claim: then it stays there even where the memory is overbooked.</param>
internal sealed record PlacementUnit(MemberUnit Unit, bool IsHeld);
