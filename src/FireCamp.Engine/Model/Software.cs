namespace FireCamp.Engine.Model;

/// <summary>Where a member's programs come from.</summary>
/// <param name="Image">The container image; not used on Local.</param>
/// <param name="Packages">Debian packages that hold the programs, for Local.</param>
/// <param name="Binaries">Programs that must be found, for Local: names looked up on <paramref name="SearchPath"/> and PATH.</param>
/// <param name="SearchPath">Folders put before PATH on Local, such as <c>/usr/lib/postgresql/15/bin</c>.</param>
public sealed record Software(
    string? Image,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Binaries,
    IReadOnlyList<string> SearchPath);
