namespace FireCamp.Engine.Operations;

/// <summary>Who runs an operation.</summary>
/// <param name="Holder">New each time that somebody takes it up; a write of another holder is refused.</param>
/// <param name="Actor"><c>user@machine</c>.</param>
/// <param name="Beat">Rises with each write, so that an observer sees a sign of life; no clock is in it.</param>
/// <param name="Since">For people.</param>
public sealed record RunnerRecord(string Holder, string Actor, RunnerProcess Process, long Beat, DateTimeOffset Since);
