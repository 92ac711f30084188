using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>The cluster's volumes and snapshots as the metadata store knows them.</summary>
internal sealed class EbsRecords(IMetadataStore store)
{
    public Task<Versioned<EbsVolumeRecord>?> FindAsync(string volume, CancellationToken cancel)
        => store.FindAsync(Keys.Volume(volume), EbsJson.Default.EbsVolumeRecord, cancel);

    public Task<IReadOnlyList<Versioned<EbsVolumeRecord>>> ListAsync(string prefix, CancellationToken cancel)
        => store.ListAsync(Keys.Volume(prefix), EbsJson.Default.EbsVolumeRecord, cancel);

    /// <summary>The record, made by <paramref name="make"/> if there is none.</summary>
    public async Task<Versioned<EbsVolumeRecord>> EnsureAsync(string volume, Func<EbsVolumeRecord> make, CancellationToken cancel)
    {
        while (true)
        {
            if (await FindAsync(volume, cancel).ConfigureAwait(false) is { } found)
            {
                return found;
            }

            var made = make();
            if (await TryPutAsync(new(Keys.Volume(volume), made, 0), made, cancel).ConfigureAwait(false) is { } put)
            {
                return put;
            }
        }
    }

    /// <summary>What is stored now; null when somebody else wrote meanwhile, and nothing was written.</summary>
    public async Task<Versioned<EbsVolumeRecord>?> TryPutAsync(
        Versioned<EbsVolumeRecord> current, EbsVolumeRecord next, CancellationToken cancel)
    {
        try
        {
            var revision = await store.PutAsync(current.Key, next, current.Revision, EbsJson.Default.EbsVolumeRecord, cancel).ConfigureAwait(false);
            return new(current.Key, next, revision);
        }
        catch (RevisionConflictException)
        {
            cancel.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>The record is what <paramref name="change"/> makes of it; null from it, or no record, leaves things as they are.</summary>
    public Task<EbsVolumeRecord?> UpdateAsync(string volume, Func<EbsVolumeRecord, EbsVolumeRecord?> change, CancellationToken cancel)
        => store.UpdateAsync(Keys.Volume(volume), r => r is null ? null : change(r), EbsJson.Default.EbsVolumeRecord, cancel);

    public Task ForgetAsync(string volume, CancellationToken cancel) => store.ForgetAsync(Keys.Volume(volume), cancel);

    public async Task<EbsSnapshotRecord?> FindSnapshotAsync(string snapshot, CancellationToken cancel)
        => (await store.FindAsync(Keys.Snapshot(snapshot), EbsJson.Default.EbsSnapshotRecord, cancel).ConfigureAwait(false))?.Value;

    public async Task<EbsSnapshotRecord> UpdateSnapshotAsync(
        string snapshot, Func<EbsSnapshotRecord?, EbsSnapshotRecord?> change, CancellationToken cancel)
        => (await store.UpdateAsync(Keys.Snapshot(snapshot), change, EbsJson.Default.EbsSnapshotRecord, cancel).ConfigureAwait(false))!;

    public Task ForgetSnapshotAsync(string snapshot, CancellationToken cancel) => store.ForgetAsync(Keys.Snapshot(snapshot), cancel);
}
