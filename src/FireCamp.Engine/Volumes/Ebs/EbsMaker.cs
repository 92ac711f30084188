using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ec2;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Makes, changes and deletes EBS volumes and snapshots, each step so that a repeat finds what the first one did.</summary>
internal sealed class EbsMaker(AwsConnection aws, IMetadataStore store, EbsSettings settings, TimeProvider time)
{
    private const string VolumeTag = "firecamp:volume";
    private const string SnapshotTag = "firecamp:snapshot";
    private const string TokenTag = "firecamp:token";

    private readonly Ec2Volumes volumes = new(aws);
    private readonly Ec2Snapshots snapshots = new(aws);
    private readonly EbsRecords records = new(store);

    public static VolumeException Absent(string name)
        => new(name, "there is no such volume.", "Repeat the operation that should have made it.");

    /// <param name="snapshotId">What it is made from, asked only for a volume that isn't there yet; null for an empty one.</param>
    public async Task EnsureAsync(
        VolumeSpec volume, EbsVolumeClass @class, Func<CancellationToken, Task<string?>> snapshotId, CancellationToken cancel)
    {
        if (await records.FindAsync(volume.Name, cancel).ConfigureAwait(false) is { Value.VolumeId: not null })
        {
            return;
        }

        @class.Check(volume.Name, volume.Size);
        var from = await snapshotId(cancel).ConfigureAwait(false);
        var record = await records.EnsureAsync(
            volume.Name, () => new EbsVolumeRecord(volume.Name, $"{Guid.NewGuid():N}", volume.Size.Bytes, volume.Zone, null, null), cancel)
            .ConfigureAwait(false);
        if (record.Value.VolumeId is not null)
        {
            return;
        }

        // From the record, not from the request: a repeat must be the same call, or EC2 refuses its token.
        var gib = EbsLimits.GiBOf(new ByteSize(record.Value.Bytes));
        var made = await volumes.CreateAsync(
            new Ec2VolumeRequest(record.Value.Token, record.Value.Zone, gib, @class.Type)
            {
                Iops = @class.Iops, Throughput = @class.Throughput, KmsKey = @class.KmsKey, SnapshotId = from,
                Tags = Tags(VolumeTag, volume.Name, record.Value.Token, @class.Tags),
            },
            cancel).ConfigureAwait(false);
        await AvailableAsync(volume.Name, made.Id, cancel).ConfigureAwait(false);
        await records.UpdateAsync(volume.Name, r => r.Token == record.Value.Token ? r with { VolumeId = made.Id } : null, cancel)
            .ConfigureAwait(false);
    }

    public async Task SnapshotAsync(string name, string snapshot, CancellationToken cancel)
    {
        var record = await records.FindSnapshotAsync(snapshot, cancel).ConfigureAwait(false);
        if (record?.SnapshotId is not null)
        {
            return;
        }

        var volume = (await records.FindAsync(name, cancel).ConfigureAwait(false))?.Value.VolumeId ?? throw Absent(name);
        record = await records.UpdateSnapshotAsync(
            snapshot, r => r is null ? new EbsSnapshotRecord(snapshot, $"{Guid.NewGuid():N}", null) : null, cancel).ConfigureAwait(false);
        var (tags, token) = (Tags(SnapshotTag, snapshot, record.Token, settings.Class.Tags), record.Token);
        var id = await EnsureOneAsync(
            snapshots, token, () => snapshots.CreateAsync(volume, $"FireCamp: {name}, {snapshot}", tags, cancel), cancel).ConfigureAwait(false);
        await records.UpdateSnapshotAsync(snapshot, r => r?.Token == record.Token ? r with { SnapshotId = id } : null, cancel).ConfigureAwait(false);
    }

    /// <summary>The id of the snapshot, once a volume can be made from it. One that was copied here from another region is found by name.</summary>
    public async Task<string> CompletedAsync(string volume, string snapshot, CancellationToken cancel)
        => (await CompletedAsync(snapshots, snapshot, cancel).ConfigureAwait(false))?.Id
            ?? throw new VolumeException(volume, $"there is no snapshot {snapshot} to make it from.", "Name a snapshot that exists.");

    public async Task CopyAsync(string snapshot, AwsConnection there, string? kmsKey, CancellationToken cancel)
    {
        var from = await CompletedAsync(snapshots, snapshot, cancel).ConfigureAwait(false)
            ?? throw new VolumeException(snapshot, "there is no such snapshot to copy.", "Name a snapshot that exists.");
        var token = $"{from.Tags.GetValueOrDefault(TokenTag, from.Id)}-{there.Settings.Region}";
        var target = new Ec2Snapshots(there);
        var tags = Tags(SnapshotTag, snapshot, token, settings.Class.Tags);
        await EnsureOneAsync(
            target,
            token,
            () => target.CopyAsync(aws.Settings.Region, from.Id, kmsKey, $"FireCamp: {snapshot} from {aws.Settings.Region}", tags, cancel),
            cancel).ConfigureAwait(false);
        await CompletedAsync(target, snapshot, cancel).ConfigureAwait(false);
    }

    public async Task DeleteSnapshotAsync(string snapshot, CancellationToken cancel)
    {
        foreach (var found in await snapshots.ListTaggedAsync(SnapshotTag, snapshot, cancel).ConfigureAwait(false))
        {
            if (found.Tags.GetValueOrDefault(Ec2Tags.Cluster) == settings.Cluster)
            {
                await snapshots.DeleteAsync(found.Id, cancel).ConfigureAwait(false);
            }
        }

        if (await records.FindSnapshotAsync(snapshot, cancel).ConfigureAwait(false) is { SnapshotId: { } id })
        {
            await snapshots.DeleteAsync(id, cancel).ConfigureAwait(false);
        }

        await records.ForgetSnapshotAsync(snapshot, cancel).ConfigureAwait(false);
    }

    /// <param name="class">What it becomes; null where it stays what it is, and a larger volume is left alone.</param>
    public async Task<EbsVolumeRecord> GrowAsync(string name, ByteSize size, EbsVolumeClass? @class, CancellationToken cancel)
    {
        var record = (await records.FindAsync(name, cancel).ConfigureAwait(false))?.Value;
        var volume = record?.VolumeId is { } id ? await volumes.FindAsync(id, cancel).ConfigureAwait(false) : null;
        if (record is null || volume is null)
        {
            throw Absent(name);
        }

        var wanted = @class ?? new EbsVolumeClass { Type = volume.Type, Iops = volume.Iops, Throughput = volume.Throughput };
        var gib = EbsLimits.GiBOf(size);
        if (gib < volume.GiB && @class is null)
        {
            return record;
        }

        wanted.Check(name, size);
        if (gib < volume.GiB)
        {
            throw new VolumeException(name, $"it has {volume.GiB} GiB and can't be made smaller.", "Name a larger size.");
        }

        if (gib != volume.GiB || wanted.Type != volume.Type
            || (wanted.Iops ?? volume.Iops) != volume.Iops || (wanted.Throughput ?? volume.Throughput) != volume.Throughput)
        {
            await volumes.ModifyAsync(volume.Id, gib, wanted.Type, @class?.Iops, @class?.Throughput, cancel).ConfigureAwait(false);
        }

        await ModifiedAsync(name, volume.Id, cancel).ConfigureAwait(false);
        return (await records.UpdateAsync(name, r => r with { Bytes = Math.Max(r.Bytes, size.Bytes) }, cancel).ConfigureAwait(false))!;
    }

    public async Task DeleteAsync(EbsVolumeRecord record, CancellationToken cancel)
    {
        // One whose creation got no answer is known by its token alone.
        var found = record.VolumeId is { } id ? [id]
            : (await volumes.ListTaggedAsync(TokenTag, record.Token, cancel).ConfigureAwait(false)).Select(v => v.Id);
        foreach (var volume in found)
        {
            await volumes.DeleteAsync(volume, cancel).ConfigureAwait(false);
        }
    }

    private async Task AvailableAsync(string name, string id, CancellationToken cancel)
        => await EbsWait.UntilAsync(
            async () => await volumes.FindAsync(id, cancel).ConfigureAwait(false) switch
            {
                { State: "error" or "deleting" or "deleted" } gone => throw new VolumeException(name, $"its EBS volume {id} is {gone.State}.",
                    "See in EC2 why, mostly a KMS key that can't be used. Delete it there and here, then repeat."),
                { State: "available" or "in-use" } there => there,
                _ => null,
            },
            settings.Within, settings.LookEvery, time, () => Late(name, id, "made"), cancel).ConfigureAwait(false);

    private async Task ModifiedAsync(string name, string id, CancellationToken cancel)
        => await EbsWait.UntilAsync(
            async () => await volumes.FindModificationAsync(id, cancel).ConfigureAwait(false) switch
            {
                ("failed", var why) => throw new VolumeException(
                    name, $"its EBS volume {id} can't be modified: {why}", "See in EC2 why, then repeat."),
                ("modifying", _) => null,
                _ => id,
            },
            settings.Within, settings.LookEvery, time, () => Late(name, id, "modified"), cancel).ConfigureAwait(false);

    private async Task<Ec2Snapshot?> CompletedAsync(Ec2Snapshots where, string snapshot, CancellationToken cancel)
    {
        var known = where == snapshots ? (await records.FindSnapshotAsync(snapshot, cancel).ConfigureAwait(false))?.SnapshotId : null;
        var first = known is null
            ? (await where.ListTaggedAsync(SnapshotTag, snapshot, cancel).ConfigureAwait(false)).FirstOrDefault()
            : await where.FindAsync(known, cancel).ConfigureAwait(false);
        return first is null
            ? null
            : await EbsWait.UntilAsync(
                async () => await where.FindAsync(first.Id, cancel).ConfigureAwait(false) switch
                {
                    { State: "completed" } done => done,
                    { State: "error" } failed => throw new VolumeException(snapshot, $"snapshot {failed.Id} has failed: {failed.StateMessage}.",
                        "See in EC2 why, mostly a KMS key that can't be used; delete it and take another."),
                    _ => null,
                },
                settings.SnapshotWithin, settings.LookEvery, time, () => Late(snapshot, first.Id, "completed"), cancel).ConfigureAwait(false);
    }

    // EC2 has no token for snapshots. One whose creation got no answer is found by its tag; of two the older stays.
    private static async Task<string> EnsureOneAsync(Ec2Snapshots where, string token, Func<Task<string>> create, CancellationToken cancel)
    {
        var found = await where.ListTaggedAsync(TokenTag, token, cancel).ConfigureAwait(false);
        if (found.Count == 0)
        {
            var made = await create().ConfigureAwait(false);
            found = await where.ListTaggedAsync(TokenTag, token, cancel).ConfigureAwait(false);
            if (found.Count == 0)
            {
                return made;
            }
        }

        foreach (var extra in found.Skip(1))
        {
            await where.DeleteAsync(extra.Id, cancel).ConfigureAwait(false);
        }

        return found[0].Id;
    }

    private Dictionary<string, string> Tags(string kind, string name, string token, IReadOnlyDictionary<string, string> more)
        => new(more) { ["Name"] = name, [Ec2Tags.Cluster] = settings.Cluster, [kind] = name, [TokenTag] = token };

    private VolumeException Late(string name, string id, string done)
        => new(name, $"{id} is still not {done} after {settings.Within.TotalMinutes:0.#} min.", "See it in EC2, then repeat.");
}
