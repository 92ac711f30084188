namespace FireCamp.Engine.Platforms;

/// <summary>A member's unit as its platform sees it.</summary>
/// <param name="MeantToRun">What was asked of the platform last.</param>
/// <param name="RunToken">The token of the last ensure.</param>
/// <param name="Node">Where the platform placed it; null while it hasn't.</param>
/// <param name="Reason">Why it is not placed or not running, in the platform's words; empty when there is nothing to say.</param>
public sealed record UnitStatus(string Service, string Member, bool MeantToRun, string RunToken, string? Node, string Reason);
