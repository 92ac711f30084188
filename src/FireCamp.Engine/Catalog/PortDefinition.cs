namespace FireCamp.Engine.Catalog;

/// <summary>A port that every member listens on.</summary>
/// <param name="Name"><c>client</c> is the one that users connect to.</param>
/// <param name="Number">A number, an integer option's name, or Liquid over <c>options</c>, such as <c>{{ options.Port |
/// plus: 10000 }}</c>.</param>
/// <param name="When">A Liquid condition; null for always.</param>
public sealed record PortDefinition(string Name, string Number, string? When);
