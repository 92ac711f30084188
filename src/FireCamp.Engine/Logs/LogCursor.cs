using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>A place in one node's part of a member's log, which moves on as lines are read.</summary>
internal sealed class LogCursor(LogSegments segments, string member)
{
    private const int BlockBytes = 64 * 1024;

    private int number = segments.Numbers().FirstOrDefault(1);
    private long offset;
    private DateTimeOffset last = DateTimeOffset.UnixEpoch;

    /// <summary>Moves to where <paramref name="lines"/> lines follow, or to the start; reads only from the end up to there.</summary>
    public void MoveToTail(int lines)
    {
        foreach (var candidate in segments.Numbers().Reverse())
        {
            number = candidate;
            (offset, lines) = FindTail(segments.PathOf(candidate), lines);
            if (lines == 0)
            {
                return;
            }
        }
    }

    /// <summary>Moves past files that end before the time.</summary>
    public void MoveTo(DateTimeOffset since)
    {
        // Each file's first line tells that the one before it ends no later.
        foreach (var candidate in segments.Numbers().Where(n => n > number))
        {
            if (FirstTime(candidate) is not { } first || first >= since)
            {
                return;
            }

            (number, offset) = (candidate, 0);
        }
    }

    /// <summary>The whole lines from here on to the present end.</summary>
    public IEnumerable<LogLine> Read()
    {
        while (true)
        {
            // Asked for before reading: nothing is added to a file any more once there is a next one.
            var next = segments.After(number);
            foreach (var line in ReadFile())
            {
                yield return line;
            }

            if (next is null)
            {
                yield break;
            }

            (number, offset) = (next.Value, 0);
        }
    }

    private static (long Offset, int Missing) FindTail(string path, int lines)
    {
        using var file = TryOpen(path);
        if (file is null)
        {
            return (0, lines);
        }

        var buffer = new byte[BlockBytes];
        var end = file.Length;
        // The end of the line before the first wanted one is looked for: one more than there are lines, counted from the end.
        var wanted = lines + 1;
        for (var blockEnd = end; blockEnd > 0;)
        {
            var blockStart = Math.Max(0, blockEnd - BlockBytes);
            var block = buffer.AsSpan(0, (int)(blockEnd - blockStart));
            file.Position = blockStart;
            file.ReadExactly(block);
            for (var at = block.LastIndexOf((byte)'\n'); at >= 0; at = block[..at].LastIndexOf((byte)'\n'))
            {
                if (--wanted == 0)
                {
                    return (blockStart + at + 1, 0);
                }
            }

            blockEnd = blockStart;
        }

        // As many line ends as there are lines in the file were counted.
        return (0, wanted - 1);
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private DateTimeOffset? FirstTime(int candidate)
    {
        var first = new LogCursor(segments, member) { number = candidate };
        return first.ReadFile().Select(l => (DateTimeOffset?)l.Time).FirstOrDefault();
    }

    private IEnumerable<LogLine> ReadFile()
    {
        using var file = TryOpen(segments.PathOf(number));
        if (file is null || file.Length <= offset)
        {
            yield break;
        }

        file.Position = offset;
        var buffer = new byte[BlockBytes];
        int kept = 0, read;
        while ((read = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var (start, end) = (0, kept + read);
            while (buffer.AsSpan(start, end - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                var line = LogText.Parse(Encoding.UTF8.GetString(buffer, start, length), member, segments.Node, last);
                start += length + 1;
                offset += length + 1;
                last = line.Time;
                yield return line;
            }

            kept = end - start;
            buffer.AsSpan(start, kept).CopyTo(buffer);
            if (kept == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }
}
