using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>Several logs as one.</summary>
internal static class LogMerge
{
    /// <summary>All lines, oldest first; those of one log stay in their order. Reads no log further than it has to.</summary>
    public static IEnumerable<LogLine> ByTime(IEnumerable<IEnumerable<LogLine>> logs)
    {
        var enumerators = logs.Select(l => l.GetEnumerator()).ToList();
        try
        {
            var next = new PriorityQueue<int, (DateTimeOffset, int)>();
            for (var log = 0; log < enumerators.Count; log++)
            {
                Advance(log);
            }

            while (next.TryDequeue(out var log, out _))
            {
                yield return enumerators[log].Current;
                Advance(log);
            }

            void Advance(int log)
            {
                if (enumerators[log].MoveNext())
                {
                    next.Enqueue(log, (enumerators[log].Current.Time, log));
                }
            }
        }
        finally
        {
            enumerators.ForEach(e => e.Dispose());
        }
    }
}
