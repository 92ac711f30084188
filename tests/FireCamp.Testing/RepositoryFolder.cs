namespace FireCamp.Testing;

/// <summary>Finds folders of the repository that the tests lie in.</summary>
public static class RepositoryFolder
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    public static string Find(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Directory.Packages.props")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not lie below the repository's root.");
    }
}
