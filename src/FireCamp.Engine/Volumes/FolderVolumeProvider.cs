using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>What providers have in common that keep volumes and snapshots as folders.</summary>
/// <remarks>
/// <para>A snapshot is a copy. Where the file system can share blocks it takes milliseconds; elsewhere it takes as long as
/// copying does, and what is written meanwhile may be in it or not: quiesce the member first.</para>
/// <para>Folders are passable (0711) and content is its owner's only (0700); the agent sets the owner. Sizes are noted, not
/// enforced.</para>
/// </remarks>
public abstract class FolderVolumeProvider : IVolumeProvider
{
    private readonly VolumeShelf snapshots;

    private protected FolderVolumeProvider(VolumeShelf volumes, VolumeShelf snapshots) => (Volumes, this.snapshots) = (volumes, snapshots);

    public bool IsZoneBound => false;

    /// <remarks>Tried out: false where the folder isn't there yet, or can't be written.</remarks>
    public bool SnapshotsAreQuick
    {
        get
        {
            try
            {
                return Directory.Exists(Volumes.Folder) && StorageCalls.CanClone(Volumes.Folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    private protected VolumeShelf Volumes { get; }

    public Task EnsureAsync(VolumeSpec volume, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Volumes.EnsureAsync(volume.Name, LabelOf(volume), fillContent: null);
    }

    public Task GrowAsync(VolumeSpec volume, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var found = Volumes[volume.Name] is { Exists: true } there ? there : throw Absent(volume.Name);
        if (found.Label is var label && label.Bytes < volume.Size.Bytes)
        {
            try
            {
                found.Write(label with { Bytes = volume.Size.Bytes });
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw VolumeException.Unrecorded(volume.Name, e);
            }
        }

        return Task.CompletedTask;
    }

    public Task<VolumeInfo?> FindAsync(string name, CancellationToken cancel)
        => Task.FromResult(Volumes[name] is { Exists: true } volume ? Describe(volume) : null);

    public Task<IReadOnlyList<VolumeInfo>> ListAsync(string prefix, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<VolumeInfo>>([.. Volumes.List(prefix).Select(Describe)]);

    public abstract Task<string> AttachAsync(string name, string node, long epoch, CancellationToken cancel);

    public abstract Task DetachAsync(string name, long epoch, CancellationToken cancel);

    public Task SnapshotAsync(string name, string snapshot, CancellationToken cancel)
    {
        var volume = Volumes[name];
        return !volume.Exists && !snapshots[snapshot].Exists
            ? throw Absent(name)
            : snapshots.EnsureAsync(snapshot, volume.Label, to => CopyAsync(volume, to, cancel));
    }

    public Task EnsureFromSnapshotAsync(VolumeSpec volume, string snapshot, bool isLast, CancellationToken cancel)
    {
        var from = snapshots[snapshot];
        return !from.Exists && !Volumes[volume.Name].Exists
            ? throw new VolumeException(volume.Name, $"there is no snapshot {snapshot} to make it from.", "Name a snapshot that exists.")
            : Volumes.EnsureAsync(volume.Name, LabelOf(volume), FillAsync);

        // Files that two folders share by name would be changed in both, but one of the two is gone before that.
        async Task FillAsync(string to)
        {
            if (!isLast || SnapshotsAreQuick || !await FolderCopy.TryShareAsync(volume.Name, from.Content, to, cancel).ConfigureAwait(false))
            {
                await FolderCopy.CopyAsync(volume.Name, from.Content, to, cancel).ConfigureAwait(false);
            }
        }
    }

    public async Task DeleteSnapshotAsync(string snapshot, CancellationToken cancel)
    {
        await snapshots.RetireAsync(snapshot).ConfigureAwait(false);
        await snapshots.SweepAsync(snapshot).ConfigureAwait(false);
    }

    public abstract Task DeleteAsync(string name, CancellationToken cancel);

    private protected static VolumeException Absent(string name)
        => new(name, "there is no such volume.", "Repeat the operation that should have made it.");

    /// <exception cref="VolumeException">The last attachment is of a higher epoch, or of the same one and another node.</exception>
    private protected static void RefuseUnlessLatest(string name, VolumeAttachment? last, string node, long epoch)
    {
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
    }

    /// <exception cref="VolumeException">It is attached.</exception>
    private protected static void RefuseIfAttached(string name, VolumeAttachment? last)
    {
        if (last is { Attached: true })
        {
            throw new VolumeException(name, $"it is attached to node {last.Node}.", "Stop its member first.");
        }
    }

    /// <summary>The last attachment, or null, and the folder where the volume's files are now.</summary>
    private protected abstract (VolumeAttachment? Last, string Content) StateOf(VolumeFolder volume);

    /// <summary>The target, which doesn't exist yet, gets what the volume holds.</summary>
    private protected virtual Task CopyAsync(VolumeFolder volume, string target, CancellationToken cancel)
        => FolderCopy.CopyLiveAsync(volume.Name, StateOf(volume).Content, target, cancel);

    private static VolumeLabel LabelOf(VolumeSpec volume) => new(volume.Name, volume.Size.Bytes, volume.Zone);

    private VolumeInfo Describe(VolumeFolder volume)
    {
        var (label, (last, content)) = (volume.Label, StateOf(volume));
        return new VolumeInfo(
            volume.Name, new ByteSize(label.Bytes), label.Zone, last is { Attached: true } ? last.Node : null, last?.Epoch ?? 0, content);
    }
}
