using System.Globalization;
using System.Text.RegularExpressions;
using FireCamp.Agent.Members;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Metrics;

/// <summary>The members' own metrics: what the kind's metrics command prints, with the member's labels put in.</summary>
internal static partial class MemberMetrics
{
    private const int MostLines = 5000;

    /// <summary>All members are asked at once; one that fails or says nothing in time is left out.</summary>
    public static async Task WriteAsync(
        MetricsText text, MemberTable table, IReadOnlyList<MemberRunner> members, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(members.Select(async m => (Member: m, Lines: await AskAsync(table, m, cancel).ConfigureAwait(false))))
            .ConfigureAwait(false);

        // The lines of one metric have to stand together, whichever member they come from.
        foreach (var metric in answers.SelectMany(a => a.Lines.Select(l => (a.Member, Line: l))).GroupBy(l => l.Line.Name))
        {
            text.Metric(metric.Key, "untyped", "From the member itself.");
            foreach (var (member, line) in metric)
            {
                text.Value(line.Name, line.Value,
                    [("service", member.Key.Service), ("member", member.Key.Member), .. line.Labels]);
            }
        }
    }

    private static async Task<IReadOnlyList<MetricLine>> AskAsync(MemberTable table, MemberRunner runner, CancellationToken cancel)
    {
        if (runner.Run?.Running is not { Spec.Workload.Metrics: { Command: { } command } metrics } member)
        {
            return [];
        }

        var lines = new List<MetricLine>();
        try
        {
            await table.Runner.RunAsync(member.Launch(command), null, metrics.Timeout, Take, cancel).ConfigureAwait(false);
        }
        catch (FireCampException)
        {
            return [];
        }

        return lines;

        void Take(string stream, string line)
        {
            if (stream == "out" && lines.Count < MostLines && Read(line) is { } read)
            {
                lines.Add(read);
            }
        }
    }

    /// <summary>Reads <c>name value</c> or <c>name{label="text"} value</c>; null for anything else, such as a comment.</summary>
    internal static MetricLine? Read(string line)
    {
        var match = Line().Match(line);
        if (!match.Success || !double.TryParse(match.Groups[3].Value, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var labels = Label().Matches(match.Groups[2].Value).Select(m => (m.Groups[1].Value, m.Groups[2].Value));
        return new MetricLine(match.Groups[1].Value, [.. labels], value);
    }

    [GeneratedRegex(@"^([A-Za-z_:][A-Za-z0-9_:]*)(?:\{([^}]*)\})?\s+(\S+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex("([A-Za-z_][A-Za-z0-9_]*)=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
