using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>A stream that is cut into chunks, which several workers compress, encrypt, digest and send to the store at once.</summary>
/// <remarks>
/// Writing waits while all workers are busy, so memory stays bounded. When one fails, so does the next write. Nothing of it counts
/// before <see cref="FinishAsync"/> has returned and a manifest names it.
/// </remarks>
internal sealed class ChunkWriter : WriteOnlyStream
{
    private readonly IBackupStore store;
    private readonly ContentPlace place;
    private readonly ChunkCodec codec;
    private readonly Chunking chunking;
    private readonly BufferShelf raws;
    private readonly BufferShelf storeds;
    private readonly Channel<(byte[] Raw, int Size, int Number)> filled;
    private readonly CancellationTokenSource stop;
    private readonly ChunkIndex index = new();
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Task workers;

    private Exception? failure;
    private byte[]? current;
    private int used;
    private int next;

    public ChunkWriter(IBackupStore store, ContentPlace place, ChunkCipher? cipher, Chunking chunking, CancellationToken cancel)
    {
        (this.store, this.place, this.chunking) = (store, place, chunking);
        codec = new ChunkCodec(cipher);
        raws = new BufferShelf(chunking.Workers + 1, chunking.Size);
        storeds = new BufferShelf(chunking.Workers, ChunkCodec.StoredAtMost(chunking.Size));
        filled = Channel.CreateUnbounded<(byte[], int, int)>();
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        workers = Task.WhenAll(Enumerable.Range(0, chunking.Workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            current ??= await TakeAsync().ConfigureAwait(false);
            var part = Math.Min(buffer.Length, chunking.Size - used);
            buffer[..part].CopyTo(current.AsMemory(used));
            buffer = buffer[part..];
            used += part;
            if (used == chunking.Size)
            {
                HandOver();
            }
        }
    }

    /// <summary>All chunks and their index are in the store.</summary>
    /// <returns>What the manifest is to say of it, but for what it is.</returns>
    public async Task<BackupContent> FinishAsync(ContentKind kind, BackupEncryption? encryption)
    {
        if (used > 0)
        {
            HandOver();
        }

        filled.Writer.Complete();
        await workers.ConfigureAwait(false);
        ThrowFailure();
        using var bytes = new MemoryStream(index.Bytes.ToArray(), writable: false);
        await store.WriteAsync(place.Index, bytes, stop.Token).ConfigureAwait(false);
        return new BackupContent
        {
            Name = place.Content,
            Kind = kind,
            Attempt = place.Attempt,
            Chunks = index.Count,
            ChunkSize = chunking.Size,
            Size = index.Size,
            StoredSize = index.StoredSize,
            Digest = Convert.ToHexStringLower(whole.GetCurrentHash()),
            IndexDigest = Convert.ToHexStringLower(SHA256.HashData(index.Bytes.Span)),
            Encryption = encryption,
        };
    }

    public override async ValueTask DisposeAsync()
    {
        filled.Writer.TryComplete();
        await stop.CancelAsync().ConfigureAwait(false);
        await workers.ConfigureAwait(false);
        stop.Dispose();
        raws.Dispose();
        storeds.Dispose();
        whole.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<byte[]> TakeAsync()
    {
        try
        {
            return await raws.TakeAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            ThrowFailure();
            throw;
        }
    }

    // The whole stream's digest needs the chunks in order, so it is taken here and not by the workers.
    private void HandOver()
    {
        whole.AppendData(current!, 0, used);
        filled.Writer.TryWrite((current!, used, next++));
        (current, used) = (null, 0);
    }

    // Never throws: what went wrong comes up at the next write.
    private async Task WorkAsync()
    {
        try
        {
            var stored = await storeds.TakeAsync(stop.Token).ConfigureAwait(false);
            await foreach (var (raw, size, number) in filled.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                var length = codec.Encode(raw.AsSpan(0, size), stored, number);
                raws.Return(raw);
                Note(number, stored.AsSpan(0, length), size);
                using var bytes = new MemoryStream(stored, 0, length, writable: false);

                // Nobody else writes below this attempt's name: one that is there already came from this very write.
                await store.WriteAsync(place.Chunk(number), bytes, stop.Token).ConfigureAwait(false);
            }

            storeds.Return(stored);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Note(int number, ReadOnlySpan<byte> stored, int size)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(stored, digest);
        lock (index)
        {
            index.Set(number, digest, stored.Length, size);
        }
    }

    private void ThrowFailure()
    {
        if (failure is { } e)
        {
            ExceptionDispatchInfo.Throw(e);
        }
    }
}
