namespace FireCamp.Engine.Catalog;

/// <summary>A version of a kind, and where its programs come from.</summary>
/// <param name="Version">What users name: <c>15</c>, <c>7.0</c>.</param>
/// <param name="Image">The container image.</param>
/// <param name="Packages">Debian packages for Local.</param>
/// <param name="Binaries">Programs that must be there on Local.</param>
/// <param name="SearchPath">Folders before PATH on Local.</param>
/// <param name="Suite">The Debian suite that has the packages; null for any.</param>
public sealed record VersionDefinition(
    string Version,
    string Image,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Binaries,
    IReadOnlyList<string> SearchPath,
    string? Suite)
{
    /// <summary>The versions whose data it takes over as it lies on the volumes; it itself is always among them.</summary>
    public IReadOnlyList<string> UpgradesFrom { get; init; } = [];
}
