namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Mounts volumes on this node with XFS, each in a folder of its own; needs root.</summary>
/// <param name="ownNode">This node: volumes of others are left alone.</param>
/// <param name="root">Under it lies a folder for each volume.</param>
/// <param name="tools">A folder with <c>mkfs.xfs</c> and <c>xfs_growfs</c>; empty for those on the path.</param>
public sealed class BlockMounter(string ownNode, string root, IBlockDevices devices, TimeProvider time, string tools = "") : IVolumeMounter
{
    /// <summary>How long after EC2 says "attached" the kernel may take to show the device.</summary>
    private static readonly TimeSpan DeviceWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public async Task<string> MountAsync(string name, string node, string volumeId, string device, CancellationToken cancel)
    {
        RequireOwn(name, node);
        var folder = FolderOf(name);
        var path = await EbsWait.UntilAsync(
            () => Task.FromResult(devices.Find(volumeId, device)),
            DeviceWithin,
            LookEvery,
            time,
            () => new VolumeException(name, $"the kernel shows no device for {volumeId} ({device}).", "See dmesg on the node, then repeat."),
            cancel).ConfigureAwait(false);
        if (await IsMountedAsync(name, path, folder, cancel).ConfigureAwait(false))
        {
            return folder;
        }

        var isNew = await BlankDevice.IsBlankAsync(name, path, cancel).ConfigureAwait(false);
        if (isNew)
        {
            await RunAsync(name, "can't be formatted", Tool("mkfs.xfs"), ["-q", path], cancel).ConfigureAwait(false);
        }

        Directory.CreateDirectory(folder);
        // A copy made from a snapshot has the same id as its original, which may be mounted here too.
        await RunAsync(name, "can't be mounted", "mount", ["-t", "xfs", "-o", "noatime,nouuid", path, folder], cancel).ConfigureAwait(false);
        if (isNew)
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }
        else
        {
            // The volume may have grown while it was nowhere, or by an engine elsewhere.
            await GrowAsync(name, node, cancel).ConfigureAwait(false);
        }

        return folder;
    }

    public async Task UnmountAsync(string name, string node, CancellationToken cancel)
    {
        if (FindFolder(name, node) is { } folder)
        {
            await RunAsync(name, "can't be unmounted", "umount", [folder], cancel).ConfigureAwait(false);
        }
    }

    public Task FlushAsync(string name, string node, CancellationToken cancel)
        => FindFolder(name, node) is { } folder ? FolderCopy.FlushAsync(name, folder, cancel) : Task.CompletedTask;

    public async Task GrowAsync(string name, string node, CancellationToken cancel)
    {
        if (FindFolder(name, node) is { } folder)
        {
            await RunAsync(name, "its file system can't be made larger", Tool("xfs_growfs"), [folder], cancel).ConfigureAwait(false);
        }
    }

    public string? FindFolder(string name, string node)
        => node == ownNode && MountTable.DeviceAt(FolderOf(name)) is not null ? FolderOf(name) : null;

    // A mount of a device that isn't the volume's any more is of an earlier attachment: nothing can be written there.
    private static async Task<bool> IsMountedAsync(string name, string path, string folder, CancellationToken cancel)
    {
        var mounted = MountTable.DeviceAt(folder);
        if (mounted is null || mounted == path)
        {
            return mounted is not null;
        }

        await RunAsync(name, "its former device can't be unmounted", "umount", ["--lazy", folder], cancel).ConfigureAwait(false);
        return false;
    }

    private void RequireOwn(string name, string asked)
    {
        if (asked != ownNode)
        {
            throw new VolumeException(name, $"it can't be mounted on node {asked} from node {ownNode}.", "The agent of that node mounts it.");
        }
    }

    private string FolderOf(string name) => Path.Combine(root, name);

    private string Tool(string program) => Path.Combine(tools, program);

    private static Task RunAsync(string name, string what, string program, string[] arguments, CancellationToken cancel)
        => BlockCommand.RunAsync(name, what, program, arguments, cancel);
}
