using System.Diagnostics;
using FireCamp.Lab;

namespace FireCamp.Benchmarks;

/// <summary>An XFS file system in an image file, on which files can share blocks; unmounted and deleted when it is disposed. Takes root.</summary>
internal sealed class ReflinkDisk : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fcx-");

    public ReflinkDisk(long size)
    {
        folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var image = System.IO.Path.Combine(folder.FullName, "image");
        using (var file = File.Create(image))
        {
            file.SetLength(size);
        }

        Directory.CreateDirectory(Path);
        var tools = System.IO.Path.Combine(Checkout.Root, "eng", "test-tools");
        Run("sh", "-ec", "tools=$(\"$1\"); \"$tools/mkfs.xfs\" -q -m reflink=1 \"$2\"", "sh", tools, image);
        Run("mount", "-o", "loop", image, Path);
    }

    public string Path => System.IO.Path.Combine(folder.FullName, "d");

    public void Dispose()
    {
        Run("umount", Path);
        folder.Delete(recursive: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} exited with {process.ExitCode}.");
        }
    }
}
