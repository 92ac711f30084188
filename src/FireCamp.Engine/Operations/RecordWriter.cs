using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Writes an operation's record for one holder, and for no other.</summary>
/// <remarks>
/// A runner that could not write for as long as its lease lasts may have lost the operation to another, so it gives up
/// before that, and what is left of the lease is for its steps to stop. One that was frozen for longer gets
/// <see cref="LastChance"/> to find out.
/// </remarks>
internal sealed class RecordWriter(
    IMetadataStore store, TimeProvider time, Versioned<OperationRecord> taken, TimeSpan leaseDuration)
{
    /// <summary>How much of the lease may go by without a write.</summary>
    private const double Patience = 0.75;

    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly string holder = taken.Value.Runner!.Holder;
    private long revision = taken.Revision;
    private long lastWrite = time.GetTimestamp();

    /// <summary>The record is stored.</summary>
    /// <exception cref="OperationTakenOverException">The stored one has another holder.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer in time.</exception>
    public async Task WriteAsync(OperationRecord record)
    {
        var left = (leaseDuration * Patience) - time.GetElapsedTime(lastWrite);
        using var limit = new CancellationTokenSource(left > LastChance ? left : LastChance, time);
        try
        {
            while (!await TryWriteAsync(record, limit.Token).ConfigureAwait(false))
            {
                await Task.Delay(Pause, time, limit.Token).ConfigureAwait(false);
                await ReadRevisionAsync(record, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"of cluster {record.Cluster}", "it did not answer in time.", e);
        }
    }

    private async Task<bool> TryWriteAsync(OperationRecord record, CancellationToken cancel)
    {
        // What others see of the lease begins when the write arrives, which is after this.
        var begun = time.GetTimestamp();
        try
        {
            var key = Keys.Operation(record.Id);
            revision = await store.PutAsync(key, record, revision, OperationsJson.Default.OperationRecord, cancel).ConfigureAwait(false);
            lastWrite = begun;
            return true;
        }
        catch (RevisionConflictException)
        {
            await ReadRevisionAsync(record, cancel).ConfigureAwait(false);
            return false;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>A write that seemed to fail may have been done: then the holder is still this one, at a newer revision.</summary>
    private async Task ReadRevisionAsync(OperationRecord record, CancellationToken cancel)
    {
        try
        {
            var key = Keys.Operation(record.Id);
            var stored = await store.FindAsync(key, OperationsJson.Default.OperationRecord, cancel).ConfigureAwait(false);
            if (stored?.Value.Runner?.Holder != holder)
            {
                throw new OperationTakenOverException(record.Id, stored?.Value.Runner?.Actor);
            }

            revision = stored.Revision;
        }
        catch (StoreUnavailableException)
        {
            // The next attempt asks again; the caller's limit ends this.
        }
    }
}
