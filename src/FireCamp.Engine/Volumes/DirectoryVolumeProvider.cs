using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>Keeps volumes as folders of this machine, which all nodes of a Local cluster see.</summary>
/// <remarks>
/// <para>A higher epoch's attach kills every process that uses the volume. A late attach of a lower epoch is refused, so an
/// agent attaches again, which is a repeat, right before each start of a member.</para>
/// <para>A snapshot is a copy. Where the file system can share blocks it takes milliseconds; elsewhere it takes as long as
/// copying does, and what is written meanwhile may be in it or not: quiesce the member first.</para>
/// <para>Folders are passable (0711) and content is its owner's only (0700); the agent sets the owner. Sizes are noted, not
/// enforced.</para>
/// </remarks>
public sealed class DirectoryVolumeProvider(string volumesFolder, string snapshotsFolder, TimeProvider time) : IVolumeProvider
{
    private readonly VolumeShelf volumes = new(volumesFolder, "volume");
    private readonly VolumeShelf snapshots = new(snapshotsFolder, "snapshot");
    private readonly VolumeHolders holders = new(time);

    /// <summary>The folder in which a volume's files are, whether it is there yet or not.</summary>
    public string ContentOf(string name) => Path.Combine(volumesFolder, name, "content");

    public bool IsZoneBound => false;

    public Task EnsureAsync(VolumeSpec volume, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return volumes.EnsureAsync(volume.Name, LabelOf(volume), fillContent: null);
    }

    public Task<VolumeInfo?> FindAsync(string name, CancellationToken cancel)
        => Task.FromResult(volumes[name] is { Exists: true } volume ? Describe(volume) : null);

    public Task<IReadOnlyList<VolumeInfo>> ListAsync(string prefix, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<VolumeInfo>>([.. volumes.List(prefix).Select(Describe)]);

    public async Task<string> AttachAsync(string name, string node, long epoch, CancellationToken cancel)
    {
        var volume = volumes[name];
        using var held = await EnterAsync(volume, cancel).ConfigureAwait(false) ?? throw Absent(name);
        var last = volume.Attachment;
        if (last?.Epoch > epoch)
        {
            throw new VolumeException(name, $"epoch {last.Epoch} of node {last.Node} has it; epoch {epoch} of node {node} is over.",
                "Nothing needs to be done: its member was taken over by another node.");
        }

        if (last?.Epoch == epoch && last.Node != node)
        {
            throw new VolumeException(name, $"epoch {epoch} is node {last.Node}'s and not node {node}'s.",
                "Take the member's claim, which gives a new epoch, and attach under that.");
        }

        // Killed first and recorded then: after a crash in between, the repeat kills again.
        if (last?.Epoch != epoch && volume.WasAttached)
        {
            await holders.KillAsync(name, volume.Content, cancel).ConfigureAwait(false);
        }

        if (last is not { Attached: true } || last.Epoch != epoch)
        {
            Write(volume, new VolumeAttachment(node, epoch, Attached: true));
        }

        return volume.Content;
    }

    public async Task DetachAsync(string name, long epoch, CancellationToken cancel)
    {
        var volume = volumes[name];
        using var held = await EnterAsync(volume, cancel).ConfigureAwait(false);
        if (held is not null && volume.Attachment is { Attached: true } attachment && attachment.Epoch == epoch)
        {
            Write(volume, attachment with { Attached = false });
        }
    }

    public Task SnapshotAsync(string name, string snapshot, CancellationToken cancel)
    {
        var volume = volumes[name];
        return !volume.Exists && !snapshots[snapshot].Exists
            ? throw Absent(name)
            : snapshots.EnsureAsync(snapshot, volume.Label, to => FolderCopy.CopyAsync(name, volume.Content, to, cancel));
    }

    public Task EnsureFromSnapshotAsync(VolumeSpec volume, string snapshot, CancellationToken cancel)
    {
        var from = snapshots[snapshot];
        return !from.Exists && !volumes[volume.Name].Exists
            ? throw new VolumeException(volume.Name, $"there is no snapshot {snapshot} to make it from.", "Name a snapshot that exists.")
            : volumes.EnsureAsync(volume.Name, LabelOf(volume), to => FolderCopy.CopyAsync(volume.Name, from.Content, to, cancel));
    }

    public async Task DeleteSnapshotAsync(string snapshot, CancellationToken cancel)
    {
        await snapshots.RetireAsync(snapshot).ConfigureAwait(false);
        await snapshots.SweepAsync(snapshot).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string name, CancellationToken cancel)
    {
        var volume = volumes[name];
        using (var held = await EnterAsync(volume, cancel).ConfigureAwait(false))
        {
            if (held is not null && volume.Attachment is { Attached: true } attachment)
            {
                throw new VolumeException(name, $"it is attached to node {attachment.Node}.", "Stop its member first.");
            }

            await volumes.RetireAsync(name).ConfigureAwait(false);
        }

        await volumes.SweepAsync(name).ConfigureAwait(false);
    }

    private static VolumeLabel LabelOf(VolumeSpec volume) => new(volume.Name, volume.Size.Bytes, volume.Zone);

    private static VolumeInfo Describe(VolumeFolder volume)
    {
        var (label, attachment) = (volume.Label, volume.Attachment);
        return new VolumeInfo(
            volume.Name,
            new ByteSize(label.Bytes),
            label.Zone,
            attachment is { Attached: true } ? attachment.Node : null,
            attachment?.Epoch ?? 0,
            volume.Content);
    }

    private static VolumeException Absent(string name)
        => new(name, "there is no such volume.", "Repeat the operation that should have made it.");

    private static void Write(VolumeFolder volume, VolumeAttachment attachment)
    {
        try
        {
            volume.Write(attachment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException(volume.Name, $"its attachment can't be recorded: {e.Message}",
                "Make room or give the right to do it, then repeat.", e);
        }
    }

    private Task<IDisposable?> EnterAsync(VolumeFolder volume, CancellationToken cancel)
        => VolumeLock.EnterAsync(volume.Name, volume.Lock, time, cancel);
}
