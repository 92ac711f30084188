namespace FireCamp.Engine.Logs;

/// <summary>Which lines to read.</summary>
/// <param name="Members">Whose.</param>
/// <param name="Tail">Only the last so many of each member; null for all.</param>
/// <param name="Since">Only those from then on; null for all.</param>
/// <param name="Follow">Go on with new lines until cancelled.</param>
public sealed record LogQuery(IReadOnlyList<string> Members, int? Tail = null, DateTimeOffset? Since = null, bool Follow = false);
