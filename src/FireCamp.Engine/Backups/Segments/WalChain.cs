namespace FireCamp.Engine.Backups.Segments;

/// <summary>The segments that follow a place in the log, as far as they are there without a gap.</summary>
/// <param name="Missing">The segment that isn't there although later ones are; null when nothing is missing.</param>
internal sealed record WalChain(IReadOnlyList<WalName> Segments, WalName? Missing)
{
    /// <summary>Follows the history from a segment on.</summary>
    /// <param name="present">The segments that are archived.</param>
    public static WalChain From(WalName start, WalHistory history, IReadOnlySet<WalName> present)
    {
        var last = present.Where(history.Has).Select(n => n.Number).DefaultIfEmpty(-1).Max();
        var segments = new List<WalName>();
        for (var number = start.Number; number <= last; number++)
        {
            var name = new WalName(TimelineAt(history, start.Timeline, number), number);
            if (!present.Contains(name))
            {
                return new WalChain(segments, name);
            }

            segments.Add(name);
        }

        return new WalChain(segments, null);
    }

    /// <summary>The newest history that goes on from the segment: what was written on others is on none that a primary followed.</summary>
    public static WalHistory Newest(WalName start, IEnumerable<WalHistory> histories)
        => histories.Where(h => h.Has(start)).MaxBy(h => h.Timeline) ?? WalHistory.Original(start.Timeline);

    /// <summary>The same as stretches of one timeline each.</summary>
    public static IReadOnlyList<LogStretch> Stretches(IReadOnlyList<WalName> segments)
        => [.. segments.GroupBy(s => s.Timeline).Select(g => new LogStretch($"{g.First()}", $"{g.Last()}"))];

    // The segment in which a timeline was left is the later one's too, with all that both have of it.
    private static uint TimelineAt(WalHistory history, uint start, long number)
        => history.Before.FirstOrDefault(b => number < b.Left && b.Timeline >= start)?.Timeline ?? history.Timeline;
}
