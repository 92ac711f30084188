namespace FireCamp.Testing;

/// <summary>A small file system in memory; unmounted when it is disposed.</summary>
public sealed class TemporaryMount : IDisposable
{
    private TemporaryMount(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one with these options; skips the test where that takes a right that isn't there.</summary>
    public static TemporaryMount Make(string path, string options)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting takes root");
        Directory.CreateDirectory(path);
        Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path);
        return new TemporaryMount(path);
    }

    public void Remount(string options) => Run("mount", "-o", $"remount,{options}", Path);

    public void Dispose() => Run("umount", "--lazy", Path);

    private static void Run(params string[] command)
    {
        using var process = ChildProcess.Run(command[0], command[1..]);
        process.Process.WaitForExit();
        Assert.Equal(0, process.Process.ExitCode);
    }
}
