namespace FireCamp.Engine.Model;

/// <summary>A machine that an orchestrator has.</summary>
/// <param name="IsManager">Whether it manages the orchestrator.</param>
public sealed record Machine(string Name, string Address, bool IsManager = false);
