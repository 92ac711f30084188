using System.Security.Cryptography;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>A content's stream, put together from its chunks again.</summary>
/// <remarks>Each byte that it gives is of a chunk that is what was written. That it was all of it is known once it has given its end.</remarks>
internal sealed class ChunkReader(ChunkFetcher chunks, BackupContent content, Chunking chunking, CancellationToken cancel) : ReadOnlyStream
{
    private readonly ChunkSequence sequence = new(chunks, content.ChunkSize, chunking, cancel);
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> rest;
    private bool ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.Length == 0 && !ended && buffer.Length > 0)
        {
            if (await sequence.NextAsync().ConfigureAwait(false) is { } chunk)
            {
                whole.AppendData(chunk.Span);
                rest = chunk;
            }
            else
            {
                ended = true;
                RequireWhole(chunks, content, whole.GetHashAndReset());
            }
        }

        var part = Math.Min(rest.Length, buffer.Length);
        rest[..part].CopyTo(buffer);
        rest = rest[part..];
        return part;
    }

    /// <summary>Reads on to the end, so that it is known to be whole.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => CopyToAsync(Null, 128 << 10, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await sequence.DisposeAsync().ConfigureAwait(false);
        whole.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <exception cref="BackupDamagedException">The chunks together aren't the stream that was written.</exception>
    internal static void RequireWhole(ChunkFetcher chunks, BackupContent content, byte[] digest)
    {
        if (Convert.ToHexStringLower(digest) != content.Digest)
        {
            throw chunks.Damaged(content.Name, "its chunks together aren't what was written.");
        }
    }
}
