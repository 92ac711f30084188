namespace FireCamp.Engine.Logs;

/// <summary>How much of a member's log each node keeps.</summary>
/// <param name="FileBytes">A file is closed once it is as large. Default 10 MB.</param>
/// <param name="Files">How many files are kept, with the one being written. Default 5.</param>
/// <param name="Waiting">How many lines may wait for the disk; more are dropped and counted. Default 20,000.</param>
public sealed record LogLimits(long FileBytes = 10 * 1024 * 1024, int Files = 5, int Waiting = 20_000);
