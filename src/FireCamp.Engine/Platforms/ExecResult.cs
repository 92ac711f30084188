namespace FireCamp.Engine.Platforms;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + the signal when one killed it.</param>
/// <param name="TimedOut">Whether it was killed because it took too long.</param>
public sealed record ExecResult(int ExitCode, string Output, string ErrorOutput, bool TimedOut);
