using System.Runtime.CompilerServices;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>Reads the logs that <see cref="MemberLogWriter"/>s keep in a folder that all nodes share.</summary>
/// <remarks>
/// A tail is read from the end. Following looks every 100 ms and misses no line, unless a node writes all the files that
/// it keeps between two looks.
/// </remarks>
public sealed class FileLogReader(string folder, TimeProvider time) : ILogReader
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public async IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var logs = query.Members.Distinct(StringComparer.OrdinalIgnoreCase).Select(m => new MemberLog(folder, m, query)).ToList();
        foreach (var line in LogMerge.ByTime(logs.Select(l => l.ReadPresent())))
        {
            cancel.ThrowIfCancellationRequested();
            yield return line;
        }

        while (query.Follow)
        {
            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
            foreach (var line in LogMerge.ByTime(logs.Select(l => l.ReadNew())))
            {
                cancel.ThrowIfCancellationRequested();
                yield return line;
            }
        }
    }
}
