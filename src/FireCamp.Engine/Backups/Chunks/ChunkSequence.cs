namespace FireCamp.Engine.Backups.Chunks;

/// <summary>The chunks of a content in order, of which the next few are fetched ahead at once.</summary>
internal sealed class ChunkSequence(ChunkFetcher chunks, int chunkSize, Chunking chunking, CancellationToken cancel) : IAsyncDisposable
{
    private readonly Queue<Task<(byte[] Raw, int Size)>> ahead = new();
    private readonly BufferShelf raws = new(chunking.Workers + 1, chunkSize);
    private readonly BufferShelf storeds = new(chunking.Workers, ChunkCodec.StoredAtMost(chunkSize));
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    private byte[]? shown;
    private int asked;

    /// <summary>The next chunk, good until the next call; null after the last one.</summary>
    /// <exception cref="BackupDamagedException">This one is damaged; the call after it gives the next.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync()
    {
        if (shown is not null)
        {
            raws.Return(shown);
            shown = null;
        }

        while (ahead.Count < chunking.Workers && asked < chunks.Count)
        {
            var number = asked++;
            ahead.Enqueue(Task.Run(() => FetchAsync(number)));
        }

        if (!ahead.TryDequeue(out var fetching))
        {
            return null;
        }

        (shown, var size) = await fetching.ConfigureAwait(false);
        return shown.AsMemory(0, size);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        foreach (var fetching in ahead)
        {
            await ((Task)fetching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (shown is not null)
        {
            raws.Return(shown);
        }

        stop.Dispose();
        raws.Dispose();
        storeds.Dispose();
    }

    private async Task<(byte[] Raw, int Size)> FetchAsync(int number)
    {
        var raw = await raws.TakeAsync(stop.Token).ConfigureAwait(false);
        var stored = await storeds.TakeAsync(stop.Token).ConfigureAwait(false);
        try
        {
            return (raw, await chunks.FetchAsync(number, stored, raw, stop.Token).ConfigureAwait(false));
        }
        catch
        {
            raws.Return(raw);
            throw;
        }
        finally
        {
            storeds.Return(stored);
        }
    }
}
