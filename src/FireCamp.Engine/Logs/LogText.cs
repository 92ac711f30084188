using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>How a line lies in a log file: time, node, stream and text with tabs between; the text may hold more tabs.</summary>
internal static class LogText
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <param name="text">Without line ends.</param>
    public static string Format(DateTimeOffset time, string node, string stream, ReadOnlySpan<char> text)
        => $"{time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}\t{node}\t{stream}\t{text}\n";

    /// <summary>The line; one that was not written by FireCamp is text as a whole, at the time of the line before.</summary>
    public static LogLine Parse(string line, string member, string node, DateTimeOffset before)
        => line.Split('\t', 4) is [var time, var from, var stream, var text]
            && DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? new LogLine(at, member, from, stream, text)
                : new LogLine(before, member, node, "out", line);
}
