namespace FireCamp.Engine.Dns;

/// <summary>A cluster's marked lines within the text of a hosts file.</summary>
internal sealed class HostsBlock(string cluster)
{
    private readonly string begin = $"# firecamp {cluster.ToLowerInvariant()} begin";
    private readonly string end = $"# firecamp {cluster.ToLowerInvariant()} end";

    /// <summary>The block's addresses by host, in order.</summary>
    public SortedDictionary<string, string> Read(string text)
    {
        var records = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Find(text) is { } place)
        {
            foreach (var line in text[place].Split('\n'))
            {
                var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words is [var address, var host] && address[0] != '#')
                {
                    records[host] = address;
                }
            }
        }

        return records;
    }

    /// <summary>The text with the block holding just these records; without a block when there are none.</summary>
    public string Write(string text, SortedDictionary<string, string> records)
    {
        var lines = records.Count == 0
            ? ""
            : $"{begin}\n{string.Concat(records.Select(r => $"{r.Value}\t{r.Key}\n"))}{end}\n";
        if (Find(text) is { } place)
        {
            return text[..place.Start] + lines + text[place.End..];
        }

        var gap = lines.Length == 0 || text.Length == 0 || text[^1] == '\n' ? "" : "\n";
        return text + gap + lines;
    }

    /// <summary>From the first mark to the end of the last one's line. A block that lost its end goes up to the first foreign line.</summary>
    private Range? Find(string text)
    {
        var start = IndexOfLine(text, begin, 0);
        if (start < 0)
        {
            return null;
        }

        var last = IndexOfLine(text, end, start);
        return last >= 0 ? start..EndOfLine(text, last) : start..EndOfLine(text, start);
    }

    private static int IndexOfLine(string text, string line, int from)
    {
        for (var at = text.IndexOf(line, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(line, at + 1, StringComparison.Ordinal))
        {
            var after = at + line.Length;
            if ((at == 0 || text[at - 1] == '\n') && (after == text.Length || text[after] is '\n' or '\r'))
            {
                return at;
            }
        }

        return -1;
    }

    private static int EndOfLine(string text, int from)
    {
        var at = text.IndexOf('\n', from);
        return at < 0 ? text.Length : at + 1;
    }
}
