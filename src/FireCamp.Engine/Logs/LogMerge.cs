using System.Runtime.CompilerServices;
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

    /// <summary>The same of logs that are far away.</summary>
    public static async IAsyncEnumerable<LogLine> ByTimeAsync(
        IEnumerable<IAsyncEnumerable<LogLine>> logs, [EnumeratorCancellation] CancellationToken cancel)
    {
        var enumerators = logs.Select(l => l.GetAsyncEnumerator(cancel)).ToList();
        try
        {
            var next = new PriorityQueue<int, (DateTimeOffset, int)>();
            var there = await Task.WhenAll(enumerators.Select(e => e.MoveNextAsync().AsTask())).ConfigureAwait(false);
            for (var log = 0; log < enumerators.Count; log++)
            {
                Note(log, there[log]);
            }

            while (next.TryDequeue(out var log, out _))
            {
                yield return enumerators[log].Current;
                Note(log, await enumerators[log].MoveNextAsync().ConfigureAwait(false));
            }

            void Note(int log, bool hasLine)
            {
                if (hasLine)
                {
                    next.Enqueue(log, (enumerators[log].Current.Time, log));
                }
            }
        }
        finally
        {
            foreach (var enumerator in enumerators)
            {
                await enumerator.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
