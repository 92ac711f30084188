using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Scheduling;

/// <summary>Where a unit belongs from now on.</summary>
/// <param name="Node">Null when no node can take it.</param>
/// <param name="Reason">Why no node can; empty when one does.</param>
internal sealed record PlacementDecision(MemberUnit Unit, string? Node, string Reason);
