using System.Collections.Concurrent;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Keeps definitions that were read in this process until a file in their folder changes.</summary>
internal static class CatalogCache
{
    private static readonly ConcurrentDictionary<string, (int Stamp, CatalogEntry Entry)> Entries = new(StringComparer.Ordinal);

    /// <summary>The kind in the folder, whole or broken; never throws for what is in the folder.</summary>
    public static CatalogEntry Read(string folder)
    {
        try
        {
            if (!Entries.TryGetValue(folder, out var kept) || kept.Stamp != StampOf(FoldersOf(kept.Entry)))
            {
                var stamp = StampOf([folder]);
                kept = (stamp, ReadFolder(folder));
                if (FoldersOf(kept.Entry) is { Count: > 1 } folders)
                {
                    kept = (StampOf(folders), ReadFolder(folder));
                }

                Entries[folder] = kept;
            }

            return kept.Entry;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Broken(folder, [new Mistake(CatalogNames.File, $"the folder {folder} can't be read: {e.Message}")]);
        }
    }

    private static CatalogEntry ReadFolder(string folder)
    {
        try
        {
            var definition = CatalogReader.Read(folder);
            return new CatalogEntry(definition.Kind, folder, definition, []);
        }
        catch (InvalidInputException e)
        {
            return Broken(folder, e.Mistakes);
        }
    }

    private static CatalogEntry Broken(string folder, IReadOnlyList<Mistake> mistakes)
        => new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), folder, null, mistakes);

    private static IReadOnlyList<string> FoldersOf(CatalogEntry entry) => entry.Definition?.TemplateFolders ?? [entry.Folder];

    /// <summary>Taken before the folders are read, so that a change meanwhile is noticed the next time.</summary>
    private static int StampOf(IReadOnlyList<string> folders)
    {
        var stamp = new HashCode();
        foreach (var file in folders.SelectMany(f => new DirectoryInfo(f).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal)))
        {
            stamp.Add(file.Name);
            stamp.Add(file.Length);
            stamp.Add(file.LastWriteTimeUtc.Ticks);
        }

        return stamp.ToHashCode();
    }
}
