using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>Reads what members wrote, wherever they ran.</summary>
public interface ILogReader
{
    /// <summary>Lines of the members, oldest first, merged by time.</summary>
    IAsyncEnumerable<LogLine> ReadAsync(LogQuery query, CancellationToken cancel);
}
