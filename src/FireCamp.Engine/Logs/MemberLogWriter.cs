using System.Text;
using System.Threading.Channels;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>Appends what a member writes on one node to its log, where <see cref="FileLogReader"/> finds it.</summary>
/// <remarks>
/// Writing never waits for the disk and never throws: a member must not stand still because its log can't be written. Lines
/// that can't be kept are dropped, and once writing works again a line of the stream <c>agent</c> says how many and why.
/// Lines reach the file within milliseconds; they survive this process's death and not a power loss.
/// </remarks>
public sealed class MemberLogWriter : IAsyncDisposable
{
    /// <summary>Longest line in a file, in characters; a longer one goes on in the next line.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>How long the end waits for a disk that doesn't answer.</summary>
    private static readonly TimeSpan LastWriteWithin = TimeSpan.FromSeconds(5);

    private readonly Channel<LogLine> waiting;
    private readonly LogFileAppender file;
    private readonly string member;
    private readonly string node;
    private readonly TimeProvider time;
    private readonly Task writing;
    private long dropped;
    private string why = "";

    public MemberLogWriter(string logsFolder, string member, string node, TimeProvider time, LogLimits? limits = null)
    {
        limits ??= new LogLimits();
        this.member = member;
        this.node = node;
        this.time = time;
        file = new LogFileAppender(new LogSegments(logsFolder, member, node), limits);
        waiting = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(limits.Waiting) { SingleReader = true });
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Adds a line, or several when the text holds line ends.</summary>
    /// <param name="stream"><c>out</c>, <c>err</c> or <c>agent</c>.</param>
    public void Write(string stream, string text)
    {
        if (!waiting.Writer.TryWrite(new LogLine(time.GetUtcNow(), member, node, stream, text)))
        {
            Drop(1, "it was written faster than the disk takes it");
        }
    }

    /// <summary>All lines are in the file, if the disk takes them within 5 s.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing.WaitAsync(LastWriteWithin, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAllAsync()
    {
        var batch = new StringBuilder();
        while (await waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var lost = Interlocked.Exchange(ref dropped, 0);
            if (lost > 0)
            {
                Add(batch, new(time.GetUtcNow(), member, node, "agent", $"{lost} lines of this log were lost: {Volatile.Read(ref why)}."));
            }

            var lines = 0L;
            while (batch.Length < LongestLine && waiting.Reader.TryRead(out var line))
            {
                Add(batch, line);
                lines++;
            }

            if (file.TryAppend(Encoding.UTF8.GetBytes(batch.ToString())) is { } failure)
            {
                Drop(lost + lines, failure);
            }

            batch.Clear();
        }

        file.Dispose();
    }

    private static void Add(StringBuilder batch, LogLine line)
    {
        foreach (var part in line.Text.AsSpan().EnumerateLines())
        {
            var rest = part;
            do
            {
                var length = Math.Min(rest.Length, LongestLine);
                // A character of two halves stays whole.
                length -= length < rest.Length && char.IsHighSurrogate(rest[length - 1]) ? 1 : 0;
                batch.Append(LogText.Format(line.Time, line.Node, line.Stream, rest[..length]));
                rest = rest[length..];
            }
            while (rest.Length > 0);
        }
    }

    private void Drop(long lines, string reason)
    {
        Volatile.Write(ref why, reason);
        Interlocked.Add(ref dropped, lines);
    }
}
