namespace FireCamp.Engine.Health.Checks;

/// <summary>What a running member's agent says of its files.</summary>
/// <param name="Changed">Those that are not as they were written, by path, and what is wrong with each.</param>
/// <param name="Unknown">Why it can't be told; null when it can.</param>
public sealed record MemberFilesSight(string Member, IReadOnlyDictionary<string, string> Changed, string? Unknown);
