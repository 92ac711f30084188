namespace FireCamp.Engine.Catalog;

/// <summary>Something to do inside a running member. Texts are Liquid over the member's context.</summary>
/// <param name="Name">
/// <c>initialize</c>, <c>expect</c>, <c>join</c>, <c>leave</c>, <c>forget</c>, <c>balance</c>, <c>promote</c>, <c>demote</c>, <c>reload</c>,
/// <c>check</c>, <c>quiesce</c>, <c>resume</c>, <c>drain</c>, <c>rotate</c>, <c>verify</c>.
/// </param>
/// <param name="On"><c>first</c>: once for the service, on its first member; <c>each</c>: on each member;
/// <c>primary</c>: on each primary.</param>
public sealed record ActionDefinition(
    string Name,
    string On,
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan Timeout,
    string? When);
