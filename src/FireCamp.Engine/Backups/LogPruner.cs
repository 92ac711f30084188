using FireCamp.Engine.Backups.Segments;

namespace FireCamp.Engine.Backups;

/// <summary>Removes from archives what no backup can be brought forward by any more.</summary>
internal sealed class LogPruner(BackupRepository repository, SegmentArchive segments)
{
    private const int DeletedAtOnce = 1000;

    /// <summary>Of the archives that a removed backup used nothing is left that lies before all remaining backups, and before it.</summary>
    /// <remarks>Where a backup of the service can't be read, all stays: it may need it. Histories of timelines stay, they are small.</remarks>
    public async Task PruneAsync(BackupManifest removed, CancellationToken cancel)
    {
        var starts = Starts(removed).ToList();
        if (starts.Count == 0)
        {
            return;
        }

        var entries = await repository.ListAsync(removed.Service, cancel).ConfigureAwait(false);
        if (entries.Any(e => e.Manifest is null))
        {
            return;
        }

        foreach (var archive in starts.GroupBy(s => s.Archive))
        {
            var others = entries.SelectMany(e => Starts(e.Manifest!)).Where(s => s.Archive == archive.Key).ToList();
            await DeleteBeforeAsync(archive.Key, (others.Count > 0 ? others : [.. archive]).Min(NumberOf), cancel).ConfigureAwait(false);
        }
    }

    private async Task DeleteBeforeAsync(string archive, long number, CancellationToken cancel)
    {
        await foreach (var timeline in segments.ListTimelinesAsync(archive, cancel).ConfigureAwait(false))
        {
            var old = new List<SegmentName>();
            await foreach (var name in segments.ListAsync(archive, timeline, cancel).ConfigureAwait(false))
            {
                if (WalName.TryParse(name) is { } segment && segment.Number < number)
                {
                    old.Add(new SegmentName(archive, timeline, name));
                }
            }

            foreach (var part in old.Chunk(DeletedAtOnce))
            {
                await segments.DeleteAsync(part, cancel).ConfigureAwait(false);
            }
        }
    }

    private static IEnumerable<LogStart> Starts(BackupManifest backup) => backup.Contents.Select(c => c.Log).OfType<LogStart>();

    private static long NumberOf(LogStart start) => WalName.Parse(start.Segment).Number;
}
