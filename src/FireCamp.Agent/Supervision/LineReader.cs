using System.Text;

namespace FireCamp.Agent.Supervision;

/// <summary>Reads lines of bounded length, so that a process that writes no line ends can't fill the agent's memory.</summary>
internal static class LineReader
{
    /// <summary>A longer line is cut into lines of this many characters.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Passes on every line until the stream ends or breaks; the last one too when it has no line end.</summary>
    public static async Task ReadAllAsync(TextReader reader, Action<string> line)
    {
        var buffer = new char[4096];
        var text = new StringBuilder();
        while (await ReadAsync(reader, buffer).ConfigureAwait(false) is var count and > 0)
        {
            Split(buffer.AsSpan(0, count), text, line);
        }

        if (text.Length > 0)
        {
            line(text.ToString());
        }
    }

    /// <summary>The same of a process's two streams, with the stream's name (<c>out</c>, <c>err</c>); lines come one at a time.</summary>
    public static Task ReadBothAsync(TextReader output, TextReader error, Action<string, string> line)
    {
        var gate = new Lock();
        return Task.WhenAll(ReadAllAsync(output, text => Pass("out", text)), ReadAllAsync(error, text => Pass("err", text)));

        void Pass(string stream, string text)
        {
            lock (gate)
            {
                line(stream, text);
            }
        }
    }

    private static void Split(ReadOnlySpan<char> read, StringBuilder text, Action<string> line)
    {
        foreach (var c in read)
        {
            if (c == '\n' || text.Length >= LongestLine)
            {
                line(text.ToString().TrimEnd('\r'));
                text.Clear();
            }

            if (c != '\n')
            {
                text.Append(c);
            }
        }
    }

    private static async Task<int> ReadAsync(TextReader reader, char[] buffer)
    {
        try
        {
            return await reader.ReadAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return 0;
        }
    }
}
