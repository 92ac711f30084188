namespace FireCamp.Engine.Catalog;

/// <summary>How a member's process starts and stops. Texts are Liquid over the member's context.</summary>
/// <param name="Command">Program and arguments; it must stay in the foreground: a script ends in <c>exec</c>.</param>
/// <param name="StopSignal">Such as <c>INT</c>.</param>
public sealed record StartDefinition(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    string StopSignal,
    TimeSpan StopGrace);
