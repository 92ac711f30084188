using FireCamp.Engine.Backups.Chunks;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>An object's content as it comes from the store: what fails is told as the store's failure, and a read that hangs is given up.</summary>
/// <param name="owner">Disposed with it; null when there is none.</param>
/// <param name="patience">How long one read may take.</param>
/// <param name="failure">The store's word for an exception; null for those that are to come through.</param>
internal sealed class StoreStream(Stream content, IDisposable? owner, TimeSpan patience, Func<Exception, BackupStoreException?> failure)
    : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await content.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw failure(new TimeoutException($"nothing came for {patience.TotalSeconds:0} s", e)) ?? (Exception)e;
        }
        catch (Exception e) when (e is not OperationCanceledException && failure(e) is { } told)
        {
            throw told;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        owner?.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        owner?.Dispose();
        base.Dispose(disposing);
    }
}
