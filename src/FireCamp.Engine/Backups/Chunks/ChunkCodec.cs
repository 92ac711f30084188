using System.IO.Compression;
using System.Security.Cryptography;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>A chunk as it is stored: one byte that says how it is compressed, then the bytes; encrypted as a whole, with a tag behind.</summary>
/// <param name="cipher">Null for chunks that aren't encrypted.</param>
internal sealed class ChunkCodec(ChunkCipher? cipher)
{
    /// <summary>The most that a chunk of so many bytes takes when it is stored.</summary>
    public static int StoredAtMost(int size) => 1 + size + ChunkCipher.TagSize;

    private const byte Plain = 0;
    private const byte Brotli = 1;

    // Level 1 is as fast as disks are. The window of 2^18 bytes is what each thread's compressor and decompressor keep in memory.
    private const int Level = 1;
    private const int Window = 18;

    /// <param name="stored">At least <see cref="StoredAtMost"/> bytes.</param>
    /// <param name="isLast">Whether no chunk follows; only streams of unknown length say so.</param>
    /// <returns>How many bytes of <paramref name="stored"/> the chunk takes.</returns>
    public int Encode(ReadOnlySpan<byte> raw, Span<byte> stored, long number, bool isLast = false)
    {
        // What doesn't become smaller stays as it is.
        var compressed = BrotliEncoder.TryCompress(raw, stored.Slice(1, raw.Length), out var length, Level, Window) && length < raw.Length;
        stored[0] = compressed ? Brotli : Plain;
        if (!compressed)
        {
            raw.CopyTo(stored[1..]);
            length = raw.Length;
        }

        if (cipher is null)
        {
            return 1 + length;
        }

        cipher.Seal(number, isLast, stored[..(1 + length + ChunkCipher.TagSize)]);
        return 1 + length + ChunkCipher.TagSize;
    }

    /// <param name="stored">Overwritten.</param>
    /// <param name="raw">At least as long as the chunk's own bytes are.</param>
    /// <returns>How many bytes of <paramref name="raw"/> the chunk's own are.</returns>
    /// <exception cref="CryptographicException">It was changed, or belongs to another place.</exception>
    /// <exception cref="InvalidDataException">It is no chunk, or has more bytes than there is room for.</exception>
    public int Decode(Span<byte> stored, Span<byte> raw, long number, bool isLast = false)
    {
        ReadOnlySpan<byte> opened = cipher is null ? stored : cipher.Open(number, isLast, stored);
        switch (opened)
        {
            case [Plain, .. var bytes] when bytes.Length <= raw.Length:
                bytes.CopyTo(raw);
                return bytes.Length;
            case [Brotli, .. var bytes] when BrotliDecoder.TryDecompress(bytes, raw, out var length):
                return length;
            default:
                throw new InvalidDataException("what is stored is no chunk.");
        }
    }
}
