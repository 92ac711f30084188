using System.Security.Cryptography;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>Gets chunks of one content out of the store, and believes only what is what was written.</summary>
internal sealed class ChunkFetcher(IBackupStore store, ContentPlace place, BackupContent content, ChunkIndex index, ChunkCipher? cipher)
{
    private readonly ChunkCodec codec = new(cipher);

    public string Subject { get; } = $"Backup '{place.Backup}'";

    public int Count => index.Count;

    /// <summary>The index of a content, as its manifest has it.</summary>
    /// <exception cref="BackupDamagedException">It is missing, or another one than was written.</exception>
    public static async Task<ChunkFetcher> OpenAsync(
        IBackupStore store, ContentPlace place, BackupContent content, ChunkCipher? cipher, CancellationToken cancel)
    {
        var subject = $"Backup '{place.Backup}'";
        if (content.ChunkSize is < 1 or > Chunking.LargestSize || content.Chunks is < 0 or > int.MaxValue)
        {
            throw new BackupDamagedException(subject, content.Name, "its manifest gives impossible sizes.");
        }

        var bytes = await ReadAsync(store, place.Index, cancel).ConfigureAwait(false)
            ?? throw new BackupDamagedException(subject, place.Index, "the list of chunks is missing.");
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != content.IndexDigest)
        {
            throw new BackupDamagedException(subject, place.Index, "the list of chunks isn't the one that was written.");
        }

        var index = new ChunkIndex(bytes);
        return index.Count == content.Chunks && index.Size == content.Size && index.StoredSize == content.StoredSize
            ? new ChunkFetcher(store, place, content, index, cipher)
            : throw new BackupDamagedException(subject, place.Index, "the list of chunks doesn't have the sizes that the manifest gives.");
    }

    /// <summary>Fills <paramref name="raw"/> with a chunk.</summary>
    /// <param name="stored">Room for a stored chunk.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="BackupDamagedException">It is missing, cut, or another one.</exception>
    public async Task<int> FetchAsync(int number, byte[] stored, byte[] raw, CancellationToken cancel)
    {
        var name = place.Chunk(number);
        var expected = index.StoredSizeOf(number);
        var isPossible = expected >= 0 && expected <= ChunkCodec.StoredAtMost(content.ChunkSize);
        var length = isPossible ? await ReadAsync(name, stored.AsMemory(0, expected), cancel).ConfigureAwait(false) : -1;
        if (length != expected)
        {
            throw Damaged(name, length < 0 ? "the list of chunks gives it an impossible size." : $"it has {length} bytes instead of {expected}.");
        }

        if (!SHA256.HashData(stored.AsSpan(0, length)).AsSpan().SequenceEqual(index.DigestOf(number)))
        {
            throw Damaged(name, "it isn't what was written.");
        }

        try
        {
            var size = codec.Decode(stored.AsSpan(0, length), raw.AsSpan(0, content.ChunkSize), number);
            return size == index.SizeOf(number) ? size : throw Damaged(name, "it doesn't have the size that it had.");
        }
        catch (Exception e) when (e is CryptographicException or InvalidDataException)
        {
            throw Damaged(name, "it was written for another place.", e);
        }
    }

    public BackupDamagedException Damaged(string where, string what, Exception? inner = null) => new(Subject, where, what, inner);

    // One more than expected at most, if the object goes on.
    private async Task<int> ReadAsync(string name, Memory<byte> into, CancellationToken cancel)
    {
        var stream = await store.OpenAsync(name, cancel).ConfigureAwait(false) ?? throw Damaged(name, "it is missing.");
        await using (stream.ConfigureAwait(false))
        {
            var length = await stream.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            return length < into.Length ? length : length + await stream.ReadAsync(new byte[1], cancel).ConfigureAwait(false);
        }
    }

    private static async Task<byte[]?> ReadAsync(IBackupStore store, string name, CancellationToken cancel)
    {
        if (await store.OpenAsync(name, cancel).ConfigureAwait(false) is not { } stream)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel).ConfigureAwait(false);
            return bytes.ToArray();
        }
    }
}
