using System.Globalization;

namespace FireCamp.Engine.Volumes;

/// <summary>Keeps volumes as folders on storage that all nodes of a cluster see under one path.</summary>
/// <remarks>
/// <para>Processes of other nodes can't be seen, so none is killed. An attach over an epoch that was detached uses the same
/// content folder. An attach over one that wasn't clones the content (reflink) into a folder of its own epoch, so that a late
/// writer writes to what nobody reads. See <see cref="ClonesAtTakeover"/>.</para>
/// <para>Any number of nodes may call at once, and no lock is taken. An epoch first makes its record, which ends all lower
/// ones, and reads the others' only then; whoever finds a higher epoch's record, last of all when its own is complete, is
/// refused. So of two that overlap one is always refused, wherever either stopped.</para>
/// <para>The storage must create files exclusively and rename in one move, and show on all nodes at once what one has done
/// (NFS: version 4 with <c>lookupcache=none,actimeo=0</c>).</para>
/// </remarks>
public sealed class SharedVolumeProvider(string volumesFolder, string snapshotsFolder, TimeProvider time)
    : FolderVolumeProvider(
        new VolumeShelf(volumesFolder, "volume", ThisMachine), new VolumeShelf(snapshotsFolder, "snapshot", ThisMachine))
{
    private readonly Lazy<bool> clones = new(() => SharedStorageCheck.CanClone(volumesFolder), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>
    /// Whether a takeover gets a content folder of its own. False on storage without reflink: a late writer then writes to
    /// what the next holder reads.
    /// </summary>
    /// <exception cref="Model.FireCampException">The storage can't be used.</exception>
    public bool ClonesAtTakeover => clones.Value;

    internal StableClone StableClone { get; init; } = new(time, FolderCopy.CloneAsync);

    private static string ThisMachine { get; } = Environment.MachineName.Replace('~', '-').Replace('/', '-');

    public override async Task<string> AttachAsync(string name, string node, long epoch, CancellationToken cancel)
    {
        var volume = Volumes[name];
        if (!volume.Exists)
        {
            throw Absent(name);
        }

        var epochs = new VolumeEpochs(volume);
        RefuseUnlessLatest(name, epochs.List().LastOrDefault(), node, epoch);
        epochs.Begin(new VolumeAttachment(node, epoch, Attached: true));
        var known = epochs.List();
        RefuseUnlessLatest(name, known.LastOrDefault(), node, epoch);
        if (known.Count == 0)
        {
            throw Absent(name);
        }

        if (known[^1] is not { Attached: true, Folder: not null } own)
        {
            own = await TakeAsync(volume, known, cancel).ConfigureAwait(false);
            epochs.Write(own);
            RefuseUnlessLatest(name, epochs.List().LastOrDefault(), node, epoch);
            Purge(volume, keep: [own.Folder!, ContentOf(known)], below: epoch);
        }

        return Path.Combine(volume.Path, own.Folder!);
    }

    public override Task DetachAsync(string name, long epoch, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var volume = Volumes[name];
        var epochs = new VolumeEpochs(volume);
        if (epochs.List().FirstOrDefault(a => a.Epoch == epoch) is not { } own)
        {
            return Task.CompletedTask;
        }

        if (own.Attached)
        {
            epochs.Write(own with { Attached = false });
        }

        // As the last one, whose record the next epoch finds before anything goes, it may clear up.
        if (own.Folder is { } folder && epochs.List().LastOrDefault()?.Epoch == epoch)
        {
            Purge(volume, keep: [folder], below: epoch + 1);
            epochs.ForgetBelow(epoch);
        }

        return Task.CompletedTask;
    }

    public override async Task DeleteAsync(string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        RefuseIfAttached(name, new VolumeEpochs(Volumes[name]).List().LastOrDefault());
        await Volumes.RetireAsync(name).ConfigureAwait(false);
        await Volumes.SweepAsync(name).ConfigureAwait(false);
    }

    private protected override (VolumeAttachment? Last, string Content) StateOf(VolumeFolder volume)
    {
        var known = new VolumeEpochs(volume).List();
        return (known.LastOrDefault(), Path.Combine(volume.Path, ContentOf(known)));
    }

    private protected override async Task CopyAsync(VolumeFolder volume, string target, CancellationToken cancel)
    {
        var source = StateOf(volume).Content;
        await base.CopyAsync(volume, target, cancel).ConfigureAwait(false);
        if (StateOf(volume).Content != source)
        {
            VolumeShelf.DeleteWithOthers(target);
            throw new VolumeException(volume.Name, "it was taken over by another node while it was copied.", "Repeat the operation.");
        }
    }

    /// <summary>The record that the last of the epochs, now that it has ended all lower ones, is to have.</summary>
    private async Task<VolumeAttachment> TakeAsync(VolumeFolder volume, IReadOnlyList<VolumeAttachment> known, CancellationToken cancel)
    {
        var own = known[^1] with { Attached = true };
        var before = known.LastOrDefault(a => a.Folder is not null);
        if (before is not { Attached: true } || before.Epoch == own.Epoch || !ClonesAtTakeover)
        {
            return own with { Folder = ContentOf(known) };
        }

        var folder = $"content-{own.Epoch.ToString(CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}";
        var target = Path.Combine(volume.Path, folder);
        await StableClone.MakeAsync(volume.Name, Path.Combine(volume.Path, ContentOf(known)), target, cancel).ConfigureAwait(false);
        await FolderCopy.FlushAsync(volume.Name, target, cancel).ConfigureAwait(false);
        return own with { Folder = folder };
    }

    private static string ContentOf(IReadOnlyList<VolumeAttachment> known)
        => known.LastOrDefault(a => a.Folder is not null)?.Folder ?? "content";

    /// <summary>Content folders of lower epochs are gone, also clones that ended half-way, but for those that are kept.</summary>
    private static void Purge(VolumeFolder volume, string[] keep, long below)
    {
        foreach (var path in Directory.EnumerateDirectories(volume.Path, "content*"))
        {
            if (!keep.Contains(Path.GetFileName(path)) && EpochOf(Path.GetFileName(path)) < below)
            {
                VolumeShelf.DeleteWithOthers(path);
            }
        }
    }

    private static long EpochOf(string folder)
        => folder.Split('-') is [_, var number, _] && long.TryParse(number, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;
}
