using System.Runtime.CompilerServices;
using FireCamp.Engine.Clients.Aws.Logs;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs.CloudWatch;

/// <summary>A member's log over all tasks that it ran as, as one query reads it.</summary>
internal sealed class CloudWatchMemberLog(
    LogsClient logs, string group, string member, LogQuery query, Func<string, CancellationToken, Task<string?>> nodeOf)
{
    /// <summary>As much may the time of a stream's last line, as streams are listed with it, be behind.</summary>
    private static readonly TimeSpan ListedLate = TimeSpan.FromHours(1);

    /// <summary>Older tasks than these have ended, and write no more.</summary>
    private const int Followed = 2;

    private readonly HashSet<string> known = [];
    private readonly List<CloudWatchCursor> followed = [];

    /// <summary>What the query asks for of the lines that are there, oldest first.</summary>
    public async IAsyncEnumerable<LogLine> ReadPresentAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var streams = await NewestFirstAsync(cancel).ConfigureAwait(false);
        known.UnionWith(streams.Select(s => s.LogStreamName));
        var opened = new List<(LogsStream Stream, CloudWatchCursor Cursor)>();
        foreach (var stream in streams.Where(MayHoldWanted))
        {
            opened.Add((stream, await OpenAsync(stream, cancel).ConfigureAwait(false)));
        }

        followed.AddRange(opened.Take(Followed).Select(o => o.Cursor));
        var lines = query.Tail is { } tail
            ? TailAsync(opened, tail, cancel)
            : LogMerge.ByTimeAsync(opened.Select(o => o.Cursor.ReadAsync(query.Since, cancel)), cancel);
        await foreach (var line in lines.ConfigureAwait(false))
        {
            yield return line;
        }
    }

    /// <summary>The lines that came since the last reading.</summary>
    public async IAsyncEnumerable<LogLine> ReadNewAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var stream in (await NewestFirstAsync(cancel).ConfigureAwait(false)).Where(s => known.Add(s.LogStreamName)))
        {
            followed.Insert(0, await OpenAsync(stream, cancel).ConfigureAwait(false));
        }

        followed.RemoveRange(Math.Min(Followed, followed.Count), Math.Max(0, followed.Count - Followed));
        await foreach (var line in LogMerge.ByTimeAsync(followed.Select(c => c.ReadAsync(query.Since, cancel)), cancel).ConfigureAwait(false))
        {
            yield return line;
        }
    }

    // Streams of older tasks are asked only as long as they may hold one of the last lines.
    private async IAsyncEnumerable<LogLine> TailAsync(
        List<(LogsStream Stream, CloudWatchCursor Cursor)> newestFirst, int tail, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<LogLine> found = [];
        foreach (var (index, (stream, cursor)) in newestFirst.Index())
        {
            // Those that are followed are always read, so that their cursors are behind what is there.
            if (index >= Followed && found.Count == tail && found[0].Time - ListedLate > LastLineOf(stream))
            {
                break;
            }

            found = [.. found.Concat(await cursor.ReadTailAsync(tail, cancel).ConfigureAwait(false)).OrderBy(l => l.Time).TakeLast(tail)];
        }

        foreach (var line in found.Where(l => query.Since is not { } since || l.Time >= since))
        {
            yield return line;
        }
    }

    private bool MayHoldWanted(LogsStream stream) => query.Since is not { } since || LastLineOf(stream) >= since - ListedLate;

    private async Task<List<LogsStream>> NewestFirstAsync(CancellationToken cancel)
        => [.. (await logs.ListStreamsAsync(group, $"{member}/", cancel).ConfigureAwait(false)).OrderByDescending(LastLineOf)];

    private async Task<CloudWatchCursor> OpenAsync(LogsStream stream, CancellationToken cancel)
    {
        var task = stream.LogStreamName.Split('/')[^1];
        var node = await nodeOf(task, cancel).ConfigureAwait(false) ?? task;
        return new CloudWatchCursor(logs, group, stream.LogStreamName, member, node);
    }

    // One without a time is new.
    private static DateTimeOffset LastLineOf(LogsStream stream)
        => stream.LastEventTimestamp is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : DateTimeOffset.MaxValue;
}
