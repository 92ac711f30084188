using System.Buffers;
using FireCamp.Engine.Backups.Chunks;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Engine.Backups.Trees;

/// <summary>A file's data as a tar archive has it: for one with holes its map, then its extents one after the other.</summary>
/// <remarks>Its length is settled when it is made, since it stands in the archive before the data: what the file grows by later isn't read.</remarks>
internal sealed class FileContent : ReadOnlyStream
{
    private const int CopySize = 128 << 10;

    private readonly string path;
    private readonly SafeFileHandle file;
    private readonly byte[] map;
    private readonly IReadOnlyList<FileExtent> extents;
    private int extent;
    private long inExtent;
    private long position;

    private FileContent(string path, SafeFileHandle file, byte[] map, IReadOnlyList<FileExtent> extents)
    {
        (this.path, this.file, this.map, this.extents) = (path, file, map, extents);
        Length = map.Length + extents.Sum(e => e.Length);
    }

    /// <summary>Whether it begins with a map of holes.</summary>
    public bool IsSparse => map.Length > 0;

    // The tar writer asks for the length and the position of streams that say they can be moved; it never moves them.
    public override bool CanSeek => true;

    public override long Length { get; }

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">It can't be opened or looked at.</exception>
    public static FileContent Open(string path, FileStatus status)
    {
        var file = File.OpenHandle(path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var size = (long)status.Size;
            List<FileExtent> extents = status.HasHoles ? TreeCalls.Extents(file, size) : [new FileExtent(0, size)];
            if (extents is [{ Start: 0 } only] && only.Length == size)
            {
                return new FileContent(path, file, [], extents);
            }

            // Readers learn the file's size from an empty extent at its end.
            if (extents.Count == 0 || extents[^1].End < size)
            {
                extents.Add(new FileExtent(size, 0));
            }

            return new FileContent(path, file, SparseMap.Write(extents), extents);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopySize);
        try
        {
            while (Read(buffer) is > 0 and var read)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }

    private new int Read(Span<byte> buffer)
    {
        if (position < map.Length)
        {
            var part = Math.Min(buffer.Length, map.Length - (int)position);
            map.AsSpan((int)position, part).CopyTo(buffer);
            position += part;
            return part;
        }

        while (extent < extents.Count && inExtent == extents[extent].Length)
        {
            (extent, inExtent) = (extent + 1, 0);
        }

        if (extent == extents.Count || buffer.Length == 0)
        {
            return 0;
        }

        var most = (int)Math.Min(buffer.Length, extents[extent].Length - inExtent);
        var read = RandomAccess.Read(file, buffer[..most], extents[extent].Start + inExtent);
        if (read == 0)
        {
            throw TreeException.Unreadable(path, "it became shorter while it was read.");
        }

        inExtent += read;
        position += read;
        return read;
    }
}
