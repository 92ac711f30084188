using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Logs;

/// <summary>The files of a member's log: <c>&lt;logs&gt;/&lt;member&gt;/&lt;node&gt;.&lt;number&gt;.log</c>, numbered upwards.</summary>
/// <remarks>
/// Each node writes files of its own, so that two agents never write to one, not even while one of them wrongly thinks
/// that it still runs the member. A new number begins where a file is full; files are never renamed, so a reader knows
/// where it is.
/// </remarks>
internal sealed class LogSegments(string logsFolder, string member, string node)
{
    public string Folder { get; } = FolderOf(logsFolder, member);

    public string Node { get; } = NameRules.Key(node);

    public static string FolderOf(string logsFolder, string member) => Path.Combine(logsFolder, NameRules.Key(member));

    /// <summary>The nodes that have written to the member's log.</summary>
    public static IReadOnlyList<string> NodesOf(string logsFolder, string member)
        => [.. Files(FolderOf(logsFolder, member), "*.log").Select(f => f.Node).Distinct().Order(StringComparer.Ordinal)];

    public string PathOf(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{Node}.{number:D6}.log"));

    /// <summary>The numbers of the files that are there, lowest first.</summary>
    public IReadOnlyList<int> Numbers() => [.. Files(Folder, $"{Node}.*.log").Where(f => f.Node == Node).Select(f => f.Number).Order()];

    /// <summary>The number after <paramref name="number"/>, or null while it is the last.</summary>
    public int? After(int number)
        => File.Exists(PathOf(number + 1)) ? number + 1 : Numbers().Where(n => n > number).Cast<int?>().FirstOrDefault();

    private static IEnumerable<(string Node, int Number)> Files(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(folder, pattern))
        {
            if (Path.GetFileName(path).Split('.') is [var node, var digits, _]
                && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                yield return (node, number);
            }
        }
    }
}
