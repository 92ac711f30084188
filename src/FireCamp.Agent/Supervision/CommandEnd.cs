namespace FireCamp.Agent.Supervision;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">128 + the signal when one killed it.</param>
/// <param name="TimedOut">Whether it was killed because it took too long.</param>
internal sealed record CommandEnd(int ExitCode, bool TimedOut);
