namespace FireCamp.Engine.Backups.Segments;

/// <summary>One archive as it is now: which segments follow from a place in it, and what moments they reach.</summary>
/// <remarks>
/// A moment counts as reached when a segment that was written to after it is archived, and the one behind that too. The time of a segment's
/// file is when the server wrote it to the disk; what was put into the next one had been made before that by as much as the server keeps
/// in memory, which is less than a segment.
/// </remarks>
internal sealed class ArchivedLog
{
    private const int LongestHistory = 1 << 20;

    private readonly SegmentArchive segments;
    private readonly string archive;
    private readonly HashSet<WalName> present = [];
    private readonly List<WalHistory> histories = [];
    private readonly Dictionary<WalName, DateTimeOffset> untils = [];

    private ArchivedLog(SegmentArchive segments, string archive) => (this.segments, this.archive) = (segments, archive);

    /// <exception cref="BackupDamagedException">The history of a timeline isn't what was archived.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    public static async Task<ArchivedLog> ReadAsync(SegmentArchive segments, string archive, CancellationToken cancel)
    {
        var log = new ArchivedLog(segments, archive);
        await foreach (var timeline in segments.ListTimelinesAsync(archive, cancel).ConfigureAwait(false))
        {
            await foreach (var name in segments.ListAsync(archive, timeline, cancel).ConfigureAwait(false))
            {
                await log.NoteAsync(new SegmentName(archive, timeline, name), cancel).ConfigureAwait(false);
            }
        }

        return log;
    }

    /// <summary>Which moments data can be brought to that ends at that place.</summary>
    /// <exception cref="BackupDamagedException">A segment's beginning isn't what was written.</exception>
    public async Task<RecoveryRange> RangeAsync(LogStart start, CancellationToken cancel)
    {
        var chain = ChainOf(start);
        var to = chain.Segments.Count > 1 ? await UntilAsync(chain.Segments[^2], cancel).ConfigureAwait(false) : (DateTimeOffset?)null;
        return new RecoveryRange(start.From, to >= start.From ? to : null, chain.Missing is { } missing ? NameOf(missing) : null);
    }

    /// <summary>What is needed to bring the data to the moment; null when it isn't within the range.</summary>
    /// <exception cref="BackupDamagedException">A segment's beginning isn't what was written.</exception>
    public async Task<LogNeed?> FindNeedAsync(LogStart start, DateTimeOffset to, CancellationToken cancel)
    {
        var chain = ChainOf(start).Segments;
        var after = await FindFirstAfterAsync(chain, to, cancel).ConfigureAwait(false);
        if (to < start.From || after + 1 >= chain.Count)
        {
            return null;
        }

        var needed = chain.Take(after + 2).ToList();
        var others = histories.Where(h => h.Timeline <= needed[^1].Timeline).OrderBy(h => h.Timeline)
            .Select(h => new SegmentName(archive, WalName.NameOf(h.Timeline), WalHistory.NameOf(h.Timeline)));
        return new LogNeed(archive, to, WalChain.Stretches(needed), [.. others]);
    }

    private async Task NoteAsync(SegmentName segment, CancellationToken cancel)
    {
        if (WalName.TryParse(segment.Name) is { } name)
        {
            present.Add(name);
        }
        else if (WalHistory.TimelineOf(segment.Name) is { } timeline)
        {
            using var text = new MemoryStream();
            await segments.CopyAsync(segment, text, cancel).ConfigureAwait(false);
            text.SetLength(Math.Min(text.Length, LongestHistory));
            histories.Add(WalHistory.Parse(timeline, System.Text.Encoding.UTF8.GetString(text.ToArray())));
        }
    }

    private WalChain ChainOf(LogStart start)
    {
        var first = WalName.Parse(start.Segment);
        return WalChain.From(first, WalChain.Newest(first, histories), present);
    }

    // The number of the first one that was written to after the moment; the chain's length when there is none. Times rise along the chain.
    private async Task<int> FindFirstAfterAsync(IReadOnlyList<WalName> chain, DateTimeOffset to, CancellationToken cancel)
    {
        var (low, high) = (0, chain.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (await UntilAsync(chain[middle], cancel).ConfigureAwait(false) > to)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private async Task<DateTimeOffset> UntilAsync(WalName name, CancellationToken cancel)
    {
        if (!untils.TryGetValue(name, out var until))
        {
            until = await segments.FindUntilAsync(NameOf(name), cancel).ConfigureAwait(false)
                ?? throw new BackupDamagedException($"Segment '{NameOf(name)}'", $"{NameOf(name)}", "it doesn't say when it was written.");
            untils[name] = until;
        }

        return until;
    }

    private SegmentName NameOf(WalName name) => new(archive, name.TimelineName, $"{name}");
}
