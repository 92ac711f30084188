using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>The list of a content's chunks: for each its SHA-256 as stored, its stored size and its own size.</summary>
/// <remarks>40 bytes a chunk, big-endian: 20 MB for a terabyte in chunks of 2 MB, which is what reading and writing one keeps of it.</remarks>
internal sealed class ChunkIndex
{
    private const int EntrySize = SHA256.HashSizeInBytes + (2 * sizeof(int));

    private byte[] entries = new byte[64 * EntrySize];

    public ChunkIndex()
    {
    }

    /// <exception cref="InvalidDataException">These are no entries.</exception>
    public ChunkIndex(byte[] bytes)
    {
        entries = bytes.Length % EntrySize == 0 ? bytes : throw new InvalidDataException("it is cut");
        Count = bytes.Length / EntrySize;
    }

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Bytes => entries.AsMemory(0, Count * EntrySize);

    public long StoredSize => Sum(StoredSizeOf);

    public long Size => Sum(SizeOf);

    /// <summary>Notes a chunk; they may come in any order.</summary>
    public void Set(int number, ReadOnlySpan<byte> digest, int stored, int size)
    {
        if ((number + 1) * EntrySize > entries.Length)
        {
            Array.Resize(ref entries, Math.Max(2 * entries.Length, (number + 1) * EntrySize));
        }

        var entry = entries.AsSpan(number * EntrySize, EntrySize);
        digest.CopyTo(entry);
        BinaryPrimitives.WriteInt32BigEndian(entry[SHA256.HashSizeInBytes..], stored);
        BinaryPrimitives.WriteInt32BigEndian(entry[(SHA256.HashSizeInBytes + sizeof(int))..], size);
        Count = Math.Max(Count, number + 1);
    }

    public ReadOnlySpan<byte> DigestOf(int number) => Entry(number)[..SHA256.HashSizeInBytes];

    public int StoredSizeOf(int number) => BinaryPrimitives.ReadInt32BigEndian(Entry(number)[SHA256.HashSizeInBytes..]);

    public int SizeOf(int number) => BinaryPrimitives.ReadInt32BigEndian(Entry(number)[(SHA256.HashSizeInBytes + sizeof(int))..]);

    private ReadOnlySpan<byte> Entry(int number) => entries.AsSpan(number * EntrySize, EntrySize);

    private long Sum(Func<int, int> of)
    {
        var sum = 0L;
        for (var number = 0; number < Count; number++)
        {
            sum += of(number);
        }

        return sum;
    }
}
