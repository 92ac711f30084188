using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>The shelf: folders that hold one folder a kind, named like the kind.</summary>
/// <remarks>Definitions are read when asked for and kept in the process until a file of theirs changes.</remarks>
/// <param name="folders">The built-in folder first, then the users' own; a folder that holds a <c>catalog.yaml</c> itself is a kind too.</param>
public sealed class ServiceCatalog(IReadOnlyList<string> folders)
{
    /// <summary>The kinds' names in order, without reading any definition.</summary>
    public IReadOnlyList<string> Kinds() => throw new NotSupportedException(string.Concat(folders));

    /// <summary>All kinds in order of name; one with mistakes is listed as broken and doesn't hide the others.</summary>
    public IReadOnlyList<CatalogEntry> List() => throw new NotSupportedException();

    /// <summary>The definition of a kind; case doesn't matter.</summary>
    /// <exception cref="NotFoundException"><c>CatalogNotFound</c>: no such kind; the next step names the known and the nearest.</exception>
    /// <exception cref="InvalidInputException"><c>CatalogInvalid</c>: its definition has mistakes; all are listed.</exception>
    public ServiceDefinition Find(string kind) => throw new NotSupportedException();
}
