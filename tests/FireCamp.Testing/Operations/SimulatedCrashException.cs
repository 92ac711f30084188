namespace FireCamp.Testing.Operations;

/// <summary>What a dead process gets from everything it still tries.</summary>
public sealed class SimulatedCrashException() : Exception("The process is dead.");
