using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>The shelf: folders that hold one folder a kind, named like the kind.</summary>
/// <remarks>Definitions are read when asked for and kept in the process until a file of theirs changes.</remarks>
/// <param name="folders">The built-in folder first, then the users' own; a folder that holds a <c>catalog.yaml</c>
/// itself is a kind too.</param>
public sealed class ServiceCatalog(IReadOnlyList<string> folders)
{
    /// <summary>The kinds' names in order, without reading any definition.</summary>
    public IReadOnlyList<string> Kinds() => [.. KindFolders().Select(NameOf)];

    /// <summary>All kinds in order of name; one with mistakes is listed as broken and doesn't hide the others.</summary>
    public IReadOnlyList<CatalogEntry> List() => [.. KindFolders().Select(CatalogCache.Read)];

    /// <summary>The definition of a kind; case doesn't matter.</summary>
    /// <exception cref="NotFoundException"><c>CatalogNotFound</c>: no such kind; the next step names the nearest, or all.</exception>
    /// <exception cref="InvalidInputException"><c>CatalogInvalid</c>: its definition has mistakes; all are listed.</exception>
    public ServiceDefinition Find(string kind)
    {
        var all = KindFolders();
        var folder = all.FirstOrDefault(f => NameOf(f).Equals(kind.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException("Catalog", kind, NextStep(kind, [.. all.Select(NameOf)])) { Target = kind };
        var entry = CatalogCache.Read(folder);
        entry.Definition?.Source.PrepareTemplates();
        return entry.Definition
            ?? throw new InvalidInputException("CatalogInvalid", $"The catalog '{entry.Kind}' ({folder})", entry.Mistakes) { Target = entry.Kind };
    }

    /// <summary>The first of each name: a user's folder doesn't replace a kind that is there already.</summary>
    private List<string> KindFolders() =>
    [
        .. folders
            .SelectMany(KindFoldersIn)
            .DistinctBy(NameOf, StringComparer.OrdinalIgnoreCase)
            .OrderBy(NameOf, StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<string> KindFoldersIn(string folder)
    {
        if (IsKind(folder))
        {
            return [Path.GetFullPath(folder)];
        }

        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(Path.GetFullPath(folder)).Where(IsKind) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsKind(string folder) => File.Exists(Path.Combine(folder, CatalogNames.File));

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    private static string NextStep(string kind, IReadOnlyList<string> known)
    {
        var near = Nearest.To(kind, known);
        var all = known.Count == 0 ? "The catalog's folders hold no kind." : $"Known kinds: {string.Join(", ", known)}.";
        return near.Count == 0 ? all : $"Did you mean {string.Join(" or ", near)}? {all}";
    }
}
