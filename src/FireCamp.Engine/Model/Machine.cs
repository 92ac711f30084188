namespace FireCamp.Engine.Model;

/// <summary>A machine that an orchestrator has.</summary>
public sealed record Machine(string Name, string Address);
