using System.Globalization;

namespace FireCamp.Benchmarks;

/// <summary>Writes results as markdown.</summary>
internal sealed class Report(TextWriter output)
{
    public void Title(string text) => output.WriteLine($"\n## {text}\n");

    public void Text(string text) => output.WriteLine(text);

    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(heads);
        Row([.. heads.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in rows)
        {
            Row(row);
        }
    }

    /// <summary>Seconds with two decimals.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>Whole milliseconds.</summary>
    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);

    private void Row(IReadOnlyList<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");
}
