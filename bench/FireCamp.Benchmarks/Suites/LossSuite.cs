using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Benchmarks.Suites;

/// <summary>From the loss of the primary's worker in a swarm to the next acknowledged write.</summary>
internal static class LossSuite
{
    private const int Times = 10;

    public static async Task RunAsync(Report report, CancellationToken cancel)
    {
        var missing = await SwarmLabRequirements.MissingAsync();
        if (missing.Length > 0)
        {
            report.Title("Worker lost to the next acknowledged write");
            report.Text($"Not measured: {missing} is missing.\n");
            return;
        }

        await using var lab = await SwarmLabCluster.StartAsync("bench", cancel, lease: SwarmLabCluster.Default);
        var found = await SwarmLosses.RunAsync(lab, SwarmLosses.Services, lab.Losses, Times, t => Console.Error.WriteLine($"  {t}"), cancel);
        await lab.RemoveAsync(cancel);
        if (found.LostWrites.Count + found.Overlaps.Count > 0)
        {
            throw new InvalidOperationException(
                $"{found.LostWrites.Count} acknowledged writes were lost; {string.Join("; ", found.Overlaps.Take(3))}");
        }

        IReadOnlyList<string> Row(string what, IReadOnlyList<TimeSpan> outages) =>
        [
            what, $"{outages.Count}", Report.Seconds(Durations.Median(outages)), Report.Seconds(Durations.Percentile(outages, 0.99)),
            Report.Seconds(outages.Min()), Report.Seconds(outages.Max()),
        ];

        report.Title("Worker lost to the next acknowledged write");
        report.Text("Docker Swarm with one manager and six workers on this machine, PostgreSQL with a synchronous standby and Redis with AOF "
            + "`always`, three members each, both written to all the time. The worker of a primary is lost; seconds from just before that until the "
            + "client has the acknowledgement of a write that it began after it. No acknowledged write was lost and no member acted twice. "
            + "Lease 2.5 s (the default). Aim: p50 ≤ 3.5 s, p99 ≤ 6 s.\n");
        report.Table(
            ["what", "losses", "p50 s", "p99 s", "min s", "max s"],
            [
                .. found.Outages.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => Row(o.Key, o.Value)),
                Row("all", [.. found.Outages.Values.SelectMany(o => o)]),
            ]);
    }
}
