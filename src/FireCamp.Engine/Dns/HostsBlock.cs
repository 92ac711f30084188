using System.Text;

namespace FireCamp.Engine.Dns;

/// <summary>A hosts file's text with one cluster's own block of lines in it. All other text stays as it is, to the byte.</summary>
/// <remarks>Text is in Latin 1, which gives back any bytes as they were.</remarks>
internal sealed class HostsBlock
{
    private readonly string before;
    private readonly string after;
    private readonly string name;

    private HostsBlock(string name, string before, string after, IEnumerable<KeyValuePair<string, string>> entries)
    {
        this.name = name;
        this.before = before;
        this.after = after;
        Entries = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (host, address) in entries)
        {
            Entries[host] = address;
        }
    }

    /// <summary>Addresses by host.</summary>
    public SortedDictionary<string, string> Entries { get; }

    private bool IsJoined => before.Length > 0 && before[^1] != '\n';

    /// <summary>Finds the block in a file's text; without one there are no entries, and they would go to the end.</summary>
    public static HostsBlock Parse(string text, string cluster)
    {
        var name = cluster.ToLowerInvariant();
        var start = FindLine(text, Begin(name, joined: false), 0);
        var joined = start < 0;
        start = joined ? FindLine(text, Begin(name, joined: true), 0) : start;
        if (start < 0)
        {
            return new HostsBlock(name, text, "", []);
        }

        var entries = new List<KeyValuePair<string, string>>();
        var at = NextLine(text, start);
        while (at < text.Length && EntryAt(text, at) is { } entry)
        {
            entries.Add(entry);
            at = NextLine(text, at);
        }

        // Without the last line, as after a write that was cut short, the block ends where its entries do.
        at = LineAt(text, at) == End(name) ? NextLine(text, at) : at;
        return new HostsBlock(name, text[..(joined ? start - 1 : start)], text[at..], entries);
    }

    public override string ToString()
    {
        if (Entries.Count == 0)
        {
            // What was added behind the block needs the line end that the block brought.
            return after.Length > 0 && IsJoined ? $"{before}\n{after}" : before + after;
        }

        // A last line without an end needs one before the block; the block's first line remembers that it is not the file's.
        var joined = IsJoined;
        var text = new StringBuilder(before);
        text.Append(joined ? "\n" : "").Append(Begin(name, joined)).Append('\n');
        foreach (var (host, address) in Entries)
        {
            text.Append(address).Append(' ').Append(host).Append('\n');
        }

        return text.Append(End(name)).Append('\n').Append(after).ToString();
    }

    private static string Begin(string name, bool joined) => $"# FireCamp cluster {name}{(joined ? " (joined)" : "")}: begin";

    private static string End(string name) => $"# FireCamp cluster {name}: end";

    private static int FindLine(string text, string line, int from)
    {
        for (var at = from; at < text.Length; at = NextLine(text, at))
        {
            if (LineAt(text, at) == line)
            {
                return at;
            }
        }

        return -1;
    }

    private static string LineAt(string text, int at)
    {
        var end = text.IndexOf('\n', Math.Min(at, text.Length));
        return text[Math.Min(at, text.Length)..(end < 0 ? text.Length : end)].TrimEnd('\r');
    }

    private static int NextLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }

    private static KeyValuePair<string, string>? EntryAt(string text, int at)
    {
        var fields = LineAt(text, at).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields is [var address, var host] && address[0] != '#' ? new(host, address) : null;
    }
}
