using System.Runtime.CompilerServices;
using FireCamp.Engine.Clients.Aws.Logs;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs.CloudWatch;

/// <summary>A place in one stream of CloudWatch's, which moves on as lines are read.</summary>
/// <param name="node">What the lines say of where they come from.</param>
internal sealed class CloudWatchCursor(LogsClient logs, string group, string stream, string member, string node)
{
    /// <summary>As many as CloudWatch gives in one answer.</summary>
    private const int MostLines = 10_000;

    private string? next;

    /// <summary>The last lines that there are, oldest first; the cursor is behind them.</summary>
    public async Task<IReadOnlyList<LogLine>> ReadTailAsync(int lines, CancellationToken cancel)
    {
        List<LogsEvent> found = [];
        string? back = null;
        while (found.Count < lines)
        {
            var request = new LogsRequests.Get(group, stream) { Limit = Math.Min(lines - found.Count, MostLines), NextToken = back };
            var page = await logs.GetAsync(request, cancel).ConfigureAwait(false);
            next ??= page.NextForwardToken;
            found.InsertRange(0, page.Found ?? []);
            if (page.NextBackwardToken is not { } before || before == back || page.Found is not { Count: > 0 })
            {
                break;
            }

            back = before;
        }

        return [.. found.Select(Line).TakeLast(lines)];
    }

    /// <summary>All lines from here on, or from the time on where nothing was read yet, to the present end.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var request = new LogsRequests.Get(group, stream)
            {
                StartFromHead = true, StartTime = since?.ToUnixTimeMilliseconds(), NextToken = next, Limit = MostLines,
            };
            var page = await logs.GetAsync(request, cancel).ConfigureAwait(false);
            foreach (var line in page.Found ?? [])
            {
                yield return Line(line);
            }

            if (page.NextForwardToken is not { } after || after == next)
            {
                yield break;
            }

            next = after;
        }
    }

    private LogLine Line(LogsEvent found)
        => new(DateTimeOffset.FromUnixTimeMilliseconds(found.Timestamp), member, node, "out", found.Message.TrimEnd('\n', '\r'));
}
