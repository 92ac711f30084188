using FireCamp.Engine.Backups.Segments;

namespace FireCamp.Engine.Backups;

/// <summary>Finds, in one store, what moments backups can be brought to, and what of the log that takes.</summary>
/// <remarks>Reads each archive once.</remarks>
internal sealed class LogFinder(SegmentArchive segments)
{
    private readonly Dictionary<string, ArchivedLog> logs = [];

    /// <summary>Which moments the backup can be brought to: those that all of its contents can. Null when it has no log, or only some have.</summary>
    public async Task<RecoveryRange?> FindRangeAsync(BackupManifest backup, CancellationToken cancel)
    {
        if (Starts(backup) is not { Count: > 0 } starts)
        {
            return null;
        }

        var ranges = new List<RecoveryRange>();
        foreach (var (_, start) in starts)
        {
            ranges.Add(await (await LogAsync(start, cancel).ConfigureAwait(false)).RangeAsync(start, cancel).ConfigureAwait(false));
        }

        var (from, to) = (ranges.Max(r => r.From), ranges.Any(r => r.To is null) ? null : ranges.Min(r => r.To));
        return new RecoveryRange(from, to >= from ? to : null, ranges.Select(r => r.Missing).FirstOrDefault(m => m is not null));
    }

    /// <summary>The earliest moment that the backup can be brought to; null when it has no log.</summary>
    public static DateTimeOffset? FindFrom(BackupManifest backup) => Starts(backup) is { Count: > 0 } starts ? starts.Max(s => s.Start.From) : null;

    /// <summary>What of the log each of the backup's contents needs, by the content's name.</summary>
    /// <exception cref="BackupTimeException">The moment can't be reached from this backup; says why.</exception>
    public async Task<IReadOnlyDictionary<string, LogNeed>> FindNeedsAsync(BackupManifest backup, DateTimeOffset to, CancellationToken cancel)
    {
        var needs = new Dictionary<string, LogNeed>();
        var range = await FindRangeAsync(backup, cancel).ConfigureAwait(false) ?? throw BackupTimeException.NotArchived(backup.Service, to);
        foreach (var (content, start) in Starts(backup))
        {
            var log = await LogAsync(start, cancel).ConfigureAwait(false);
            needs[content] = await log.FindNeedAsync(start, to, cancel).ConfigureAwait(false) ?? throw Refused(backup, to, range);
        }

        return needs;
    }

    /// <summary>The newest of a service's backups that is not newer than the moment.</summary>
    /// <param name="ranges">What moments its backups can be brought to, by their ids.</param>
    /// <exception cref="BackupTimeException">There is none.</exception>
    public static string Choose(string service, IReadOnlyDictionary<string, RecoveryRange> ranges, DateTimeOffset to)
    {
        if (ranges.Count == 0)
        {
            throw BackupTimeException.NotArchived(service, to);
        }

        var chosen = ranges.Where(r => r.Value.From <= to).OrderBy(r => r.Value.From).Select(r => r.Key).LastOrDefault();
        return chosen ?? throw BackupTimeException.Outside(service, to, ranges.Values.Min(r => r.From), ranges.Values.Max(r => r.To));
    }

    private static BackupTimeException Refused(BackupManifest backup, DateTimeOffset to, RecoveryRange range)
        => to >= range.From && range.Missing is { } missing
            ? BackupTimeException.Gap(backup.Service, to, backup.Id, $"{missing}", range.To)
            : BackupTimeException.Outside(backup.Service, to, range.From, range.To);

    private static List<(string Content, LogStart Start)> Starts(BackupManifest backup)
        => [.. backup.Contents.Where(c => c.Log is not null).Select(c => (c.Name, c.Log!))];

    private async Task<ArchivedLog> LogAsync(LogStart start, CancellationToken cancel)
        => logs.TryGetValue(start.Archive, out var log)
            ? log
            : logs[start.Archive] = await ArchivedLog.ReadAsync(segments, start.Archive, cancel).ConfigureAwait(false);
}
