namespace FireCamp.Engine.Model;

/// <summary>Something that the agent can do inside a running member: <c>initialize</c>, <c>reload</c>, <c>quiesce</c> …</summary>
/// <param name="Command">Run as the member's user with the member's environment; exit code 0 is success.</param>
/// <param name="Environment">Added for this one process; may hold secret placeholders.</param>
public sealed record ActionSpec(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan Timeout);
