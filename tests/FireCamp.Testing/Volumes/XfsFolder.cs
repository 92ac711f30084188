namespace FireCamp.Testing.Volumes;

/// <summary>An empty XFS of a test's own that can clone files (reflink), in an image mounted by loop; gone when it is disposed.</summary>
public sealed class XfsFolder : IAsyncDisposable
{
    private readonly TestFolder folder = new();

    private XfsFolder()
    {
    }

    public string Path => folder.File("xfs");

    /// <summary>The file system is mounted. Skips the test, and says what is missing, where that can't be.</summary>
    public static async Task<XfsFolder> MountAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting an XFS image takes root");
        var (mkfs, missing) = await TestTools.FindAsync("mkfs.xfs");
        Assert.SkipWhen(mkfs is null, missing ?? "");
        Assert.SkipUnless(
            (await File.ReadAllLinesAsync("/proc/filesystems")).Any(l => l.EndsWith("\txfs")) || Directory.Exists("/sys/module/xfs"),
            "the kernel has no XFS");
        var made = new XfsFolder();
        var image = made.folder.File("image");
        await using (var file = File.Create(image))
        {
            file.SetLength(400L << 20);
        }

        Directory.CreateDirectory(made.Path);
        try
        {
            await RunAsync(mkfs!, "-q", "-m", "reflink=1", image);
            using var losetup = ChildProcess.Run("losetup", "--find", "--show", image);
            var device = (await losetup.ReadLineAsync())!;
            await losetup.EndedWellAsync();
            try
            {
                await RunAsync("mount", "-t", "xfs", device, made.Path);
            }
            finally
            {
                // Marks it to go with its mount, or at once.
                await RunAsync("losetup", "--detach", device);
            }
        }
        catch
        {
            made.folder.Dispose();
            throw;
        }

        return made;
    }

    public async ValueTask DisposeAsync()
    {
        // A child of a killed child may have its working folder there for a moment yet.
        await Eventually.TrueAsync(() => IsUnmounted(Path), "the image is unmounted");
        folder.Dispose();
    }

    private static bool IsUnmounted(string path)
    {
        using var umount = ChildProcess.Run("sh", "-c", "exec umount \"$1\" 2> /dev/null", "sh", path);
        umount.Process.WaitForExit();
        return umount.Process.ExitCode == 0;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = ChildProcess.Run(program, arguments);
        await process.EndedWellAsync();
    }
}
