namespace FireCamp.Engine.Model;

/// <summary>Where a member's programs come from.</summary>
/// <param name="Image">The container image; not used on Local.</param>
/// <param name="Packages">Debian packages that hold the programs, for Local.</param>
/// <param name="Binaries">Programs that must be found, for Local: names looked up on <paramref name="SearchPath"/> and PATH.</param>
/// <param name="SearchPath">Folders put before PATH on Local, such as <c>/usr/lib/postgresql/15/bin</c>.</param>
/// <param name="Suite">
/// The Debian suite that has the packages, such as <c>trixie</c>, for Local; null for whichever this machine's is. A machine of
/// another suite unpacks them for itself, with their own libraries.
/// </param>
/// <param name="User">The system user to make where such packages are unpacked, which their installation would have done.</param>
public sealed record Software(
    string? Image,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Binaries,
    IReadOnlyList<string> SearchPath,
    string? Suite = null,
    string? User = null);
