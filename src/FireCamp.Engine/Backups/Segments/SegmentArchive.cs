using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>Archives the segments of engines' own logs as they come, each as one object that is protected as backups are.</summary>
/// <param name="keys">The cluster's key; null archives unencrypted.</param>
internal sealed class SegmentArchive(IBackupStore store, IKeyProvider? keys)
{
    private const int BufferSize = 64 << 10;

    /// <summary>The segment is archived with this content, and lasts. A repeat with the same content is success.</summary>
    /// <param name="content">Can be read twice (<see cref="Stream.CanSeek"/>): read from its position on.</param>
    /// <param name="until">When the server last wrote to it, by the clock of its machine; null where that isn't known.</param>
    /// <exception cref="SegmentConflictException">It is archived with other content.</exception>
    /// <exception cref="BackupDamagedException">It is archived, and damaged.</exception>
    public async Task StoreAsync(SegmentName segment, Stream content, DateTimeOffset? until, CancellationToken cancel)
    {
        var start = content.Position;
        var (cipher, encryption) = keys is null ? default : ChunkCipher.Create(keys, KeyContext(segment), KeyContext(segment));
        using (cipher)
        {
            var header = new SegmentHeader(segment.Archive, segment.Timeline, segment.Name, encryption) { Until = until };
            using var encoder = new SegmentEncoder(content, header, cipher);
            if (await store.WriteAsync(NameOf(segment), encoder, cancel).ConfigureAwait(false))
            {
                return;
            }
        }

        content.Position = start;
        var comparison = new ComparingStream(content);
        await using (comparison.ConfigureAwait(false))
        {
            await CopyAsync(segment, comparison, cancel).ConfigureAwait(false);
            if (!await comparison.IsSameAsync(cancel).ConfigureAwait(false))
            {
                throw new SegmentConflictException(segment);
            }
        }
    }

    /// <summary>The target got the segment's content. It was all of it only once this has returned.</summary>
    /// <exception cref="NotFoundException">There is no such segment.</exception>
    /// <exception cref="BackupDamagedException">It isn't what was archived.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    public async Task CopyAsync(SegmentName segment, Stream target, CancellationToken cancel)
    {
        var stored = await OpenAsync(segment, cancel).ConfigureAwait(false);
        await using (stored.ConfigureAwait(false))
        {
            using var buffered = new BufferedStream(stored, BufferSize);
            await SegmentDecoder.CopyAsync(buffered, segment, keys, target, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>When the server last wrote to the segment; null where that isn't known. Reads no more than its beginning, and needs no key.</summary>
    /// <exception cref="NotFoundException">There is no such segment.</exception>
    /// <exception cref="BackupDamagedException">Its beginning isn't what was written.</exception>
    public async Task<DateTimeOffset?> FindUntilAsync(SegmentName segment, CancellationToken cancel)
    {
        var stored = await OpenAsync(segment, cancel).ConfigureAwait(false);
        await using (stored.ConfigureAwait(false))
        {
            using var buffered = new BufferedStream(stored, SegmentFormat.LongestLine);
            return await SegmentDecoder.ReadUntilAsync(buffered, segment, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>What is wrong with the segment; null when nothing is.</summary>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    public async Task<Mistake?> CheckAsync(SegmentName segment, CancellationToken cancel)
    {
        try
        {
            await CopyAsync(segment, Stream.Null, cancel).ConfigureAwait(false);
            return null;
        }
        catch (NotFoundException)
        {
            return new Mistake($"{segment}", "it is missing.");
        }
        catch (BackupDamagedException e)
        {
            return e.Damages[0];
        }
    }

    /// <summary>The archive's timelines, ordered by name.</summary>
    public IAsyncEnumerable<string> ListTimelinesAsync(string archive, CancellationToken cancel)
        => store.ListPartsAsync(BackupLayout.Archive(archive), cancel);

    /// <summary>The names of a timeline's segments, ordered.</summary>
    public IAsyncEnumerable<string> ListAsync(string archive, string timeline, CancellationToken cancel)
        => store.ListPartsAsync($"{BackupLayout.Archive(archive)}{timeline}/", cancel);

    /// <summary>The segments are gone; absent ones are success.</summary>
    public Task DeleteAsync(IReadOnlyCollection<SegmentName> segments, CancellationToken cancel)
        => store.DeleteAsync([.. segments.Select(NameOf)], cancel);

    /// <summary>The name of an archive of a service's log.</summary>
    /// <param name="id">By which the service's members tell their history from others that the service had, or may have, before or after it.</param>
    internal static string NameOf(string service, string id) => NameRules.Key($"{service}-{id}");

    internal static string KeyContext(SegmentName segment) => $"segment:{NameOf(segment)}";

    internal static bool IsName(SegmentName segment)
        => StoreNames.IsPart(segment.Archive) && StoreNames.IsPart(segment.Timeline) && StoreNames.IsPart(segment.Name);

    private async Task<Stream> OpenAsync(SegmentName segment, CancellationToken cancel)
        => await store.OpenAsync(NameOf(segment), cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Segment", $"{segment}", "Look whether archiving goes on, and which backups reach how far.");

    private static string NameOf(SegmentName segment) => $"{BackupLayout.Archive(segment.Archive)}{segment.Timeline}/{segment.Name}";
}
