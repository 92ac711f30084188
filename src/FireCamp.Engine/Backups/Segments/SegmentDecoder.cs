using System.Security.Cryptography;
using System.Text;
using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>Reads a segment's stored form, and believes only what is what was written for that name.</summary>
internal sealed class SegmentDecoder : IDisposable
{
    private readonly Stream stored;
    private readonly SegmentName segment;
    private readonly IKeyProvider? keys;
    private readonly string subject;
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private SegmentDecoder(Stream stored, SegmentName segment, IKeyProvider? keys)
        => (this.stored, this.segment, this.keys, subject) = (stored, segment, keys, $"Segment '{segment}'");

    /// <summary>The target got the segment's content. It was all of it only once this has returned.</summary>
    /// <exception cref="BackupDamagedException">It isn't what was written.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    /// <exception cref="BackupTooNewException">It is of a newer format.</exception>
    public static async Task CopyAsync(Stream stored, SegmentName segment, IKeyProvider? keys, Stream target, CancellationToken cancel)
    {
        using var decoder = new SegmentDecoder(stored, segment, keys);
        try
        {
            await decoder.CopyAsync(target, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EndOfStreamException or CryptographicException or InvalidDataException)
        {
            throw decoder.Damaged(e is EndOfStreamException ? "it is cut." : "it isn't what was written.", e);
        }
    }

    /// <summary>When the server last wrote to the segment; null where that isn't known.</summary>
    /// <exception cref="BackupDamagedException">Its beginning isn't what was written.</exception>
    public static async Task<DateTimeOffset?> ReadUntilAsync(Stream stored, SegmentName segment, CancellationToken cancel)
    {
        using var decoder = new SegmentDecoder(stored, segment, keys: null);
        try
        {
            return (await decoder.ReadHeaderAsync(cancel).ConfigureAwait(false)).Until;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw decoder.Damaged("its beginning can't be read.", e);
        }
    }

    public void Dispose() => whole.Dispose();

    private async Task<SegmentHeader> ReadHeaderAsync(CancellationToken cancel)
    {
        var header = SegmentFormat.ReadLine(subject, $"{segment}", await ReadLineAsync(cancel).ConfigureAwait(false));
        return new SegmentName(header.Archive, header.Timeline, header.Name) == segment
            ? header
            : throw Damaged($"it is segment '{header.Archive}/{header.Timeline}/{header.Name}'.");
    }

    private async Task CopyAsync(Stream target, CancellationToken cancel)
    {
        var header = await ReadHeaderAsync(cancel).ConfigureAwait(false);
        using var cipher = header.Encryption is { } encryption
            ? ChunkCipher.Open(keys, encryption, SegmentArchive.KeyContext(segment), SegmentArchive.KeyContext(segment), subject)
            : null;
        var codec = new ChunkCodec(cipher);
        var frame = new byte[ChunkCodec.StoredAtMost(SegmentFormat.FrameSize)];
        var raw = new byte[SegmentFormat.FrameSize];
        var isLast = false;
        for (var number = 0; !isLast; number++)
        {
            (var length, isLast) = SegmentFormat.ReadLength((await ReadAsync(frame.AsMemory(0, SegmentFormat.LengthSize), cancel)
                .ConfigureAwait(false)).Span);
            if (length > frame.Length)
            {
                throw new InvalidDataException("a frame is too long");
            }

            var chunk = await ReadAsync(frame.AsMemory(0, length), cancel).ConfigureAwait(false);
            var size = codec.Decode(chunk.Span, raw, number, isLast);
            await target.WriteAsync(raw.AsMemory(0, size), cancel).ConfigureAwait(false);
        }

        await RequireEndAsync(cancel).ConfigureAwait(false);
    }

    private async Task RequireEndAsync(CancellationToken cancel)
    {
        var digest = whole.GetHashAndReset();
        var end = new byte[digest.Length];
        await stored.ReadExactlyAsync(end, cancel).ConfigureAwait(false);
        if (!digest.AsSpan().SequenceEqual(end) || await stored.ReadAsync(new byte[1], cancel).ConfigureAwait(false) > 0)
        {
            throw Damaged("it isn't what was written.");
        }
    }

    private async Task<Memory<byte>> ReadAsync(Memory<byte> into, CancellationToken cancel)
    {
        await stored.ReadExactlyAsync(into, cancel).ConfigureAwait(false);
        whole.AppendData(into.Span);
        return into;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while ((await ReadAsync(one, cancel).ConfigureAwait(false)).Span[0] != '\n')
        {
            line.Add(one[0]);
            if (line.Count > SegmentFormat.LongestLine)
            {
                throw new InvalidDataException("its first line has no end");
            }
        }

        return Encoding.UTF8.GetString([.. line]);
    }

    private BackupDamagedException Damaged(string what, Exception? inner = null) => new(subject, $"{segment}", what, inner);
}
