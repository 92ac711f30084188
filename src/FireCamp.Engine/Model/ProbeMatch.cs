namespace FireCamp.Engine.Model;

/// <summary>
/// One reading of a TCP probe's answer: where <paramref name="Pattern"/> matches, <paramref name="Key"/> has <paramref
/// name="Value"/>.
/// </summary>
/// <param name="Value">Literal, or <c>$1</c> for the pattern's first group. The first match of a key wins.</param>
public sealed record ProbeMatch(string Key, string Pattern, string Value);
