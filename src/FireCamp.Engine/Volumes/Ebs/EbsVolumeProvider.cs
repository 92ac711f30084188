using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ec2;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Keeps volumes as EBS volumes, each in its zone, encrypted.</summary>
/// <remarks>
/// Which volume is whose, and which epoch has it, stands in the metadata store; tags say the same to people. A higher epoch detaches the
/// volume from the instance that has it: gently, and by force once that has taken a while and the fence allows it.
/// </remarks>
/// <param name="instanceOf">The EC2 instance that a node is.</param>
/// <param name="mounter">Makes attached volumes usable on this node; <see cref="NoMounter"/> where this is none.</param>
public sealed class EbsVolumeProvider(
    AwsConnection aws,
    IMetadataStore store,
    EbsSettings settings,
    Func<string, CancellationToken, Task<string>> instanceOf,
    IVolumeFence fence,
    IVolumeMounter mounter,
    TimeProvider time) : IVolumeProvider
{
    private readonly Ec2Volumes ec2 = new(aws);
    private readonly EbsRecords records = new(store);
    private readonly EbsMaker maker = new(aws, store, settings, time);

    public bool IsZoneBound => true;

    // A volume's first snapshot is kept whole, and takes the longer the more there is; those after it hold what changed.
    public bool SnapshotsAreQuick => false;

    public Task EnsureAsync(VolumeSpec volume, CancellationToken cancel) => EnsureAsync(volume, settings.Class, cancel);

    /// <summary>As the port has it, of another class than the settings say.</summary>
    /// <exception cref="InvalidInputException">Such a volume can't be had; names every mistake.</exception>
    public Task EnsureAsync(VolumeSpec volume, EbsVolumeClass @class, CancellationToken cancel)
        => maker.EnsureAsync(volume, @class, _ => Task.FromResult<string?>(null), cancel);

    public async Task<VolumeInfo?> FindAsync(string name, CancellationToken cancel)
        => await records.FindAsync(name, cancel).ConfigureAwait(false) is { Value: { VolumeId: not null } record } ? Describe(record) : null;

    public async Task<IReadOnlyList<VolumeInfo>> ListAsync(string prefix, CancellationToken cancel)
        => [
            .. (await records.ListAsync(prefix, cancel).ConfigureAwait(false)).Select(r => r.Value).Where(r => r.VolumeId is not null)
                .Select(Describe),
        ];

    public async Task<string> AttachAsync(string name, string node, long epoch, CancellationToken cancel)
    {
        var (record, last) = await TakeAsync(name, node, epoch, cancel).ConfigureAwait(false);
        var instance = await instanceOf(node, cancel).ConfigureAwait(false);
        var attacher = Attacher(record, async () =>
        {
            var now = await records.FindAsync(name, cancel).ConfigureAwait(false) ?? throw EbsMaker.Absent(name);
            RefuseUnlessLatest(name, now.Value.Attachment, node, epoch);
        });
        var device = await attacher.AttachAsync(instance, last, cancel).ConfigureAwait(false);

        // A higher epoch may have come meanwhile, and will take it from here: then nothing may be mounted.
        var now = await records.FindAsync(name, cancel).ConfigureAwait(false) ?? throw EbsMaker.Absent(name);
        RefuseUnlessLatest(name, now.Value.Attachment, node, epoch);
        return await mounter.MountAsync(name, node, record.VolumeId!, device, cancel).ConfigureAwait(false);
    }

    public async Task DetachAsync(string name, long epoch, CancellationToken cancel)
    {
        if (await records.FindAsync(name, cancel).ConfigureAwait(false) is not { Value: { Attachment: { Attached: true } has } record }
            || has.Epoch != epoch)
        {
            return;
        }

        var wasHere = mounter.FindFolder(name, has.Node) is not null;
        await mounter.UnmountAsync(name, has.Node, cancel).ConfigureAwait(false);
        var attacher = Attacher(record, () => Task.CompletedTask);
        await attacher.DetachAsync(new VolumeHolding(has.Node, has.Epoch), wasHere, cancel).ConfigureAwait(false);
        await records.UpdateAsync(
            name, r => r.Attachment == has ? r with { Attachment = has with { Attached = false } } : null, cancel).ConfigureAwait(false);
    }

    public async Task SnapshotAsync(string name, string snapshot, CancellationToken cancel)
    {
        if (await records.FindAsync(name, cancel).ConfigureAwait(false) is { Value.Attachment: { Attached: true } has })
        {
            await mounter.FlushAsync(name, has.Node, cancel).ConfigureAwait(false);
        }

        await maker.SnapshotAsync(name, snapshot, cancel).ConfigureAwait(false);
    }

    // What of the volume isn't shared is read from the snapshot as it is asked for, whoever deletes the snapshot meanwhile.
    public Task EnsureFromSnapshotAsync(VolumeSpec volume, string snapshot, bool isLast, CancellationToken cancel)
        => maker.EnsureAsync(volume, settings.Class, async c => await maker.CompletedAsync(volume.Name, snapshot, c).ConfigureAwait(false), cancel);

    /// <summary>A copy of the snapshot, under its name, exists in another region, and is usable there; a repeat leaves the first one.</summary>
    /// <param name="there">A connection to that region.</param>
    /// <param name="kmsKey">Of that region; null for the account's own key for EBS.</param>
    public Task CopySnapshotAsync(string snapshot, AwsConnection there, string? kmsKey, CancellationToken cancel)
        => maker.CopyAsync(snapshot, there, kmsKey, cancel);

    public Task DeleteSnapshotAsync(string snapshot, CancellationToken cancel) => maker.DeleteSnapshotAsync(snapshot, cancel);

    public async Task GrowAsync(VolumeSpec volume, CancellationToken cancel)
        => await FillAsync(await maker.GrowAsync(volume.Name, volume.Size, null, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    /// <summary>The volume is that large and of that class, also while it is used; a repeat changes nothing. It never gets smaller.</summary>
    /// <exception cref="InvalidInputException">Such a volume can't be had; names every mistake.</exception>
    /// <exception cref="AwsException">It was modified less than six hours ago, or AWS refuses it otherwise.</exception>
    public async Task GrowAsync(string name, ByteSize size, EbsVolumeClass @class, CancellationToken cancel)
        => await FillAsync(await maker.GrowAsync(name, size, @class, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    public async Task DeleteAsync(string name, CancellationToken cancel)
    {
        if (await records.FindAsync(name, cancel).ConfigureAwait(false) is not { Value: var record })
        {
            return;
        }

        if (record.Attachment is { Attached: true } has)
        {
            throw new VolumeException(name, $"it is attached to node {has.Node}.", "Stop its member first.");
        }

        await maker.DeleteAsync(record, cancel).ConfigureAwait(false);
        await records.ForgetAsync(name, cancel).ConfigureAwait(false);
    }

    /// <summary>The volume is this epoch's in the metadata store.</summary>
    /// <returns>With it, who had it before; null when it was this epoch's already.</returns>
    private async Task<(EbsVolumeRecord Record, VolumeHolding? Last)> TakeAsync(string name, string node, long epoch, CancellationToken cancel)
    {
        while (true)
        {
            if (await records.FindAsync(name, cancel).ConfigureAwait(false) is not { Value: { VolumeId: not null } record } found)
            {
                throw EbsMaker.Absent(name);
            }

            RefuseUnlessLatest(name, record.Attachment, node, epoch);
            var wanted = new VolumeAttachment(node, epoch, Attached: true);
            if (record.Attachment == wanted)
            {
                return (record, null);
            }

            var last = record.Attachment is { } has ? new VolumeHolding(has.Node, has.Epoch) : null;

            if (await records.TryPutAsync(found, record with { Attachment = wanted }, cancel).ConfigureAwait(false) is { } put)
            {
                return (put.Value, last);
            }
        }
    }

    // On another node its file system is filled when it is mounted the next time.
    private Task FillAsync(EbsVolumeRecord record, CancellationToken cancel)
        => record.Attachment is { Attached: true } has ? mounter.GrowAsync(record.Name, has.Node, cancel) : Task.CompletedTask;

    private EbsAttacher Attacher(EbsVolumeRecord record, Func<Task> isStillWanted)
        => new(ec2, settings, fence, time, record.Name, record.VolumeId!, isStillWanted);

    private static void RefuseUnlessLatest(string name, VolumeAttachment? last, string node, long epoch)
        => FolderVolumeProvider.RefuseUnlessLatest(name, last, node, epoch);

    private VolumeInfo Describe(EbsVolumeRecord record)
    {
        var has = record.Attachment is { Attached: true } attachment ? attachment : null;
        return new VolumeInfo(
            record.Name,
            new ByteSize(record.Bytes),
            record.Zone,
            has?.Node,
            record.Attachment?.Epoch ?? 0,
            (has is null ? null : mounter.FindFolder(record.Name, has.Node)) ?? record.VolumeId!);
    }
}
