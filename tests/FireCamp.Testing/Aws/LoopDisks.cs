using System.Collections.Concurrent;
using FireCamp.Engine.Volumes.Ebs;

namespace FireCamp.Testing.Aws;

/// <summary>Volumes as sparse files, and their attachments as loop devices of this machine's kernel.</summary>
public sealed class LoopDisks : IBlockDevices, IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly ConcurrentDictionary<string, string> devices = new();

    private LoopDisks(string tools) => Tools = tools;

    /// <summary>The folder that has mkfs.xfs and xfs_growfs.</summary>
    public string Tools { get; }

    /// <summary>Skips the test, and says what is missing, where that can't be had.</summary>
    public static async Task<LoopDisks> RequireAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "missing: root, to attach loop devices");
        var (mkfs, missing) = await TestTools.FindAsync("mkfs.xfs");
        Assert.SkipWhen(mkfs is null, missing ?? "");
        Assert.SkipUnless(
            (await File.ReadAllLinesAsync("/proc/filesystems")).Any(l => l.EndsWith("\txfs", StringComparison.Ordinal))
                || Directory.Exists("/sys/module/xfs"),
            "missing: XFS in the kernel");
        return new LoopDisks(Path.GetDirectoryName(mkfs)!);
    }

    public string? Find(string volumeId, string device) => devices.GetValueOrDefault(volumeId);

    public async ValueTask DisposeAsync()
    {
        foreach (var volume in devices.Keys)
        {
            await DetachAsync(volume);
        }

        folder.Dispose();
    }

    internal async Task CreateAsync(string volume, long gib, string? snapshot)
    {
        if (snapshot is not null)
        {
            await CopyAsync(snapshot, volume);
        }

        await using var file = new FileStream(folder.File(volume), FileMode.OpenOrCreate);
        file.SetLength(gib << 30);
    }

    internal Task CopyAsync(string from, string to) => RunAsync("cp", "--sparse=always", folder.File(from), folder.File(to));

    internal async Task AttachAsync(string volume)
    {
        using var losetup = ChildProcess.Run("losetup", "--find", "--show", folder.File(volume));
        devices[volume] = (await losetup.ReadLineAsync())!;
        await losetup.EndedWellAsync();
    }

    /// <summary>The disk's cable is pulled: whoever still has it mounted has it no more.</summary>
    internal async Task DetachAsync(string volume)
    {
        if (!devices.TryRemove(volume, out var device))
        {
            return;
        }

        while (Mounts(device).FirstOrDefault() is { } mount)
        {
            await RunAsync("umount", "--lazy", mount);
        }

        await RunAsync("losetup", "--detach", device);
        // A device that is used is let go later: until then its number isn't given to another.
    }

    internal async Task GrowAsync(string volume, long gib)
    {
        await using (var file = new FileStream(folder.File(volume), FileMode.Open))
        {
            file.SetLength(gib << 30);
        }

        if (devices.TryGetValue(volume, out var device))
        {
            await RunAsync("losetup", "--set-capacity", device);
        }
    }

    internal void Delete(string disk) => File.Delete(folder.File(disk));

    private static IEnumerable<string> Mounts(string device)
        => File.ReadLines("/proc/self/mounts").Select(l => l.Split(' ')).Where(f => f[0] == device).Select(f => f[1]).Reverse();

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = ChildProcess.Run(program, arguments);
        await process.EndedWellAsync();
    }
}
