namespace FireCamp.Testing.Volumes;

/// <summary>A small file system of a test's own, in memory, that can really be full; gone when it is disposed.</summary>
public sealed class SmallFileSystem : IAsyncDisposable
{
    private readonly string? made;

    private SmallFileSystem(string path, string? made) => (Path, this.made) = (path, made);

    public string Path { get; }

    /// <summary>Whether this process may mount. Skips the test, and says what is missing, where it may not.</summary>
    public static void Require() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a file system takes root");

    /// <param name="size">As mount takes it: <c>100m</c>.</param>
    /// <param name="path">A folder that it is mounted on; one of its own when null.</param>
    public static async Task<SmallFileSystem> MountAsync(string size, string? path = null)
    {
        Require();
        var folder = path is null ? Directory.CreateTempSubdirectory("firecamp-disk-").FullName : Directory.CreateDirectory(path).FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size},mode=755", "tmpfs", folder);
        return new SmallFileSystem(folder, path is null ? folder : null);
    }

    public async ValueTask DisposeAsync()
    {
        // Lazily: a process that has just been killed may still be in it.
        await RunAsync("umount", "--lazy", Path);
        if (made is not null)
        {
            Directory.Delete(made);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = ChildProcess.Run(program, arguments);
        await process.EndedWellAsync();
    }
}
