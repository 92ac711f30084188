namespace FireCamp.Engine.Platforms.Local;

/// <summary>The folders of Local clusters under one home.</summary>
public static class LocalClusterFolders
{
    /// <summary>Members run as users of their own: they may pass through, and nothing else.</summary>
    private const UnixFileMode PassThrough =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Names of the clusters that have a store, in order.</summary>
    public static IReadOnlyList<string> List(string root)
    {
        var folder = Path.Combine(root, "clusters");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)!)
                .Where(name => File.Exists(new LocalPaths(root, name).Database)).Order(StringComparer.Ordinal)]
            : [];
    }

    public static bool Exists(LocalPaths paths) => File.Exists(paths.Database);

    /// <summary>The cluster's folders are there; what is in them stays.</summary>
    public static void Ensure(LocalPaths paths)
    {
        var clusters = Path.GetDirectoryName(paths.ClusterFolder)!;
        foreach (var folder in new[] { paths.Root, clusters, paths.ClusterFolder, paths.NodesFolder, paths.LogsFolder })
        {
            if (!Directory.Exists(folder))
            {
                CreatePassable(folder);
            }
        }
    }

    /// <summary>
    /// The cluster's folders are gone. The store goes first, so that an interrupted deletion doesn't look like a
    /// cluster.
    /// </summary>
    public static void Delete(LocalPaths paths)
    {
        if (!Directory.Exists(paths.ClusterFolder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(paths.ClusterFolder, Path.GetFileName(paths.Database) + "*"))
        {
            File.Delete(file);
        }

        Directory.Delete(paths.ClusterFolder, recursive: true);
    }

    private static void CreatePassable(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, PassThrough);
        }
    }
}
