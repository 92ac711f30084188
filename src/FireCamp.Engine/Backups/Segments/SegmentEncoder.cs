using System.Security.Cryptography;
using FireCamp.Engine.Backups.Chunks;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>A segment in its stored form, made while it is read: one frame at a time is in memory.</summary>
internal sealed class SegmentEncoder(Stream content, SegmentHeader header, ChunkCipher? cipher) : ReadOnlyStream
{
    private readonly ChunkCodec codec = new(cipher);
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] raw = new byte[SegmentFormat.FrameSize];
    private readonly byte[] frame = new byte[SegmentFormat.LengthSize + ChunkCodec.StoredAtMost(SegmentFormat.FrameSize)];
    private ReadOnlyMemory<byte> rest;
    private Phase phase;
    private int number;

    private enum Phase
    {
        Line,
        Frames,
        Digest,
        End,
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.Length == 0 && phase != Phase.End && buffer.Length > 0)
        {
            rest = await NextAsync(cancellationToken).ConfigureAwait(false);
        }

        var part = Math.Min(rest.Length, buffer.Length);
        rest[..part].CopyTo(buffer);
        rest = rest[part..];
        return part;
    }

    protected override void Dispose(bool disposing)
    {
        whole.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancel)
    {
        if (phase == Phase.Digest)
        {
            phase = Phase.End;
            return whole.GetHashAndReset();
        }

        var bytes = phase == Phase.Line ? SegmentFormat.WriteLine(header) : await NextFrameAsync(cancel).ConfigureAwait(false);
        phase = phase == Phase.Line ? Phase.Frames : phase;
        whole.AppendData(bytes.Span);
        return bytes;
    }

    // The frame that isn't full is the last one; one that has nothing follows content that ends with a full one.
    private async ValueTask<ReadOnlyMemory<byte>> NextFrameAsync(CancellationToken cancel)
    {
        var size = await content.ReadAtLeastAsync(raw, raw.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        var isLast = size < raw.Length;
        var length = codec.Encode(raw.AsSpan(0, size), frame.AsSpan(SegmentFormat.LengthSize), number++, isLast);
        SegmentFormat.WriteLength(frame, length, isLast);
        phase = isLast ? Phase.Digest : Phase.Frames;
        return frame.AsMemory(0, SegmentFormat.LengthSize + length);
    }
}
