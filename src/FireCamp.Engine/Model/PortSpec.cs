namespace FireCamp.Engine.Model;

/// <summary>A port that a member listens on.</summary>
/// <param name="Name">The catalog's name for it; <c>client</c> is the one that users connect to.</param>
public sealed record PortSpec(string Name, int Number);
