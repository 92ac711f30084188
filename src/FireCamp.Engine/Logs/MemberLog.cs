using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>A member's log over all nodes that it ran on, as one query reads it.</summary>
internal sealed class MemberLog(string logsFolder, string member, LogQuery query)
{
    private readonly Dictionary<string, LogCursor> cursors = [];

    /// <summary>What the query asks for of the lines that are there, oldest first.</summary>
    public IEnumerable<LogLine> ReadPresent()
    {
        var lines = Wanted(LogMerge.ByTime(OpenNew(present: true).Select(c => c.Read())));
        return query.Tail is { } tail ? lines.TakeLast(tail) : lines;
    }

    /// <summary>The lines that came since the last reading.</summary>
    public IEnumerable<LogLine> ReadNew()
    {
        OpenNew(present: false);
        return Wanted(LogMerge.ByTime([.. cursors.Values.Select(c => c.Read())]));
    }

    private IEnumerable<LogLine> Wanted(IEnumerable<LogLine> lines)
        => query.Since is { } since ? lines.Where(l => l.Time >= since) : lines;

    private List<LogCursor> OpenNew(bool present)
    {
        var opened = new List<LogCursor>();
        foreach (var node in LogSegments.NodesOf(logsFolder, member).Where(n => !cursors.ContainsKey(n)))
        {
            var cursor = new LogCursor(new LogSegments(logsFolder, member, node), member);
            if (present && query.Since is { } since)
            {
                cursor.MoveTo(since);
            }
            else if (present && query.Tail is { } tail)
            {
                cursor.MoveToTail(tail);
            }

            cursors.Add(node, cursor);
            opened.Add(cursor);
        }

        return opened;
    }
}
