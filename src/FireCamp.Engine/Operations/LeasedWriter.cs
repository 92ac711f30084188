using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Writes one record for one holder, and for no other.</summary>
/// <remarks>
/// A runner that could not write for as long as its lease lasts may have lost the record to another, so it gives up
/// before that, and what is left of the lease is for its steps to stop. One that was frozen for longer gets
/// <see cref="LastChance"/> to find out.
/// </remarks>
/// <param name="cluster">Whose store it is, for errors.</param>
/// <param name="taken">The record as this holder has taken it.</param>
internal abstract class LeasedWriter<T>(
    IMetadataStore store, TimeProvider time, string cluster, Versioned<T> taken, JsonTypeInfo<T> type, TimeSpan leaseDuration)
    where T : class
{
    /// <summary>How much of the lease may go by without a write.</summary>
    private const double Patience = 0.75;

    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private string? holder;
    private long revision = taken.Revision;
    private long lastWrite = time.GetTimestamp();

    /// <summary>The record is stored.</summary>
    /// <exception cref="FireCampException">The stored one has another holder: as <see cref="TakenOver"/> says.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer in time.</exception>
    public async Task WriteAsync(T record)
    {
        var left = (leaseDuration * Patience) - time.GetElapsedTime(lastWrite);
        using var limit = new CancellationTokenSource(left > LastChance ? left : LastChance, time);
        try
        {
            while (!await TryWriteAsync(record, limit.Token).ConfigureAwait(false))
            {
                await Task.Delay(Pause, time, limit.Token).ConfigureAwait(false);
                await ReadRevisionAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"of cluster {cluster}", "it did not answer in time.", e);
        }
    }

    /// <summary>Who has the record; null when nobody does.</summary>
    protected abstract RunnerRecord? RunnerOf(T record);

    /// <summary>What is thrown when another holder has it.</summary>
    /// <param name="other">Null when nobody has it, or it is gone.</param>
    protected abstract FireCampException TakenOver(RunnerRecord? other);

    private async Task<bool> TryWriteAsync(T record, CancellationToken cancel)
    {
        // What others see of the lease begins when the write arrives, which is after this.
        var begun = time.GetTimestamp();
        try
        {
            revision = await store.PutAsync(taken.Key, record, revision, type, cancel).ConfigureAwait(false);
            lastWrite = begun;
            return true;
        }
        catch (RevisionConflictException)
        {
            await ReadRevisionAsync(cancel).ConfigureAwait(false);
            return false;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>A write that seemed to fail may have been done: then the holder is still this one, at a newer revision.</summary>
    private async Task ReadRevisionAsync(CancellationToken cancel)
    {
        try
        {
            holder ??= RunnerOf(taken.Value)!.Holder;
            var stored = await store.FindAsync(taken.Key, type, cancel).ConfigureAwait(false);
            var other = stored is null ? null : RunnerOf(stored.Value);
            if (other?.Holder != holder)
            {
                throw TakenOver(other);
            }

            revision = stored!.Revision;
        }
        catch (StoreUnavailableException)
        {
            // The next attempt asks again; the caller's limit ends this.
        }
    }
}
