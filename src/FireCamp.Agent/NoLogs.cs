using FireCamp.Engine.Logs;
using FireCamp.Engine.Model;
namespace FireCamp.Agent;
internal sealed class NoLogs : ILogReader
{
    public async IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel) { await Task.CompletedTask.ConfigureAwait(false); yield break; }
}
