namespace FireCamp.Engine.Backups.Stores;

/// <summary>Makes and removes the folders and files that a folder store consists of.</summary>
internal static class FolderLeftovers
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>The folder and those above it exist; returns the folders in which one was made, which are to be flushed.</summary>
    public static IReadOnlyList<string> MakeFolders(string folder, UnixFileMode mode)
    {
        var above = new List<string>();
        for (var path = folder; !Directory.Exists(path); path = Path.GetDirectoryName(path)!)
        {
            above.Add(Path.GetDirectoryName(path)!);
        }

        Directory.CreateDirectory(folder, mode);
        return above;
    }

    /// <summary>The file is gone, and with it the folders below <paramref name="root"/> that are empty then.</summary>
    public static void DeleteFile(string path, string root)
    {
        try
        {
            File.Delete(path);
            for (var folder = Path.GetDirectoryName(path)!; folder.Length > root.TrimEnd('/').Length; folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else was first.
        }
        catch (IOException) when (!File.Exists(path))
        {
            // The folder isn't empty.
        }
    }

    /// <summary>Files are gone that writers left behind that were killed a day ago or earlier.</summary>
    /// <remarks>Compared with a file that is written just now, so that only the file system's clock counts.</remarks>
    public static void Delete(string writing)
    {
        var now = Path.Combine(writing, $"{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(now, []);
            var limit = File.GetLastWriteTimeUtc(now) - Abandoned;
            foreach (var file in Directory.EnumerateFiles(writing).Where(f => File.GetLastWriteTimeUtc(f) < limit).ToList())
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They do no harm; the next check comes by again.
        }
        finally
        {
            Discard(now);
        }
    }

    /// <summary>The file of a write that is over is gone, or will be a day later: whether the write went well doesn't hang on that.</summary>
    public static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Also where the folder itself is gone.
        }
    }
}
