using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

public sealed class FileLogReader(string folder, TimeProvider time) : ILogReader
{
    public IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, CancellationToken cancel) => throw new NotSupportedException(folder + time);
}
