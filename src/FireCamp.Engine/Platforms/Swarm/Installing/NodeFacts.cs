namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>What was found on a machine.</summary>
/// <param name="Installed">The folder of the agent that is installed there; null when none is.</param>
/// <param name="HasProgram">Whether the program that is to be installed is there already.</param>
public sealed record NodeFacts(string? Installed, bool HasProgram);
