namespace FireCamp.Engine.Catalog;

/// <summary>A volume that every member has.</summary>
/// <param name="Name">Its purpose; <c>data</c> must be there and is the first.</param>
/// <param name="Mount">Where a container sees it: <c>/data</c>.</param>
/// <param name="Size">A size, or the name of the size option that says it.</param>
/// <param name="When">A Liquid condition; null for always.</param>
public sealed record VolumeDefinition(string Name, string Mount, string Size, string? When);
