using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;

namespace FireCamp.Benchmarks.Suites;

/// <summary>From the crash of the primary's node to the next acknowledged write.</summary>
internal static class FailoverSuite
{
    private const int Crashes = 30;

    public static async Task RunAsync(Report report, CancellationToken cancel)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var request in (CreateServiceRequest[])[Requests.PostgreSql("mypg"), Requests.Redis("cache")])
        {
            var outages = await MeasureAsync(request, cancel);
            rows.Add(
            [
                request.Kind, $"{outages.Count}", Report.Seconds(Durations.Median(outages)), Report.Seconds(Durations.Percentile(outages, 0.99)),
                Report.Seconds(outages.Min()), Report.Seconds(outages.Max()),
            ]);
        }

        report.Title("Node crash to the next acknowledged write");
        report.Text("The primary's node is killed (`Stop-FireCampNode -Crash`) under a steady writer; seconds from just before the kill until the "
            + "client has the acknowledgement of a write that it began after it. Lease 2.5 s (the default). Aim: p50 ≤ 3 s, p99 ≤ 5 s.\n");
        report.Table(["3 members", "crashes", "p50 s", "p99 s", "min s", "max s"], rows);
    }

    private static async Task<IReadOnlyList<TimeSpan>> MeasureAsync(CreateServiceRequest request, CancellationToken cancel)
    {
        await using var lab = await LocalLabCluster.StartAsync("crash", cancel);
        var service = await lab.CreateAsync(request, cancel);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var writer = SteadyWriter.Start(ledger);
        var drill = new LossDrill(lab, service, writer);
        var outages = new List<TimeSpan>();
        for (var crash = 0; crash < Crashes; crash++)
        {
            outages.Add(await drill.LoseNodeAsync(NodeLoss.Crash, MemberRole.Primary, cancel));
            Console.Error.WriteLine($"  {request.Kind} {crash + 1}: {Report.Seconds(outages[^1])} s");
        }

        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        var lost = acknowledged.Count(n => !held.Contains(n));
        await lab.RemoveAsync(cancel);
        return lost == 0 ? outages : throw new InvalidOperationException($"{lost} acknowledged writes were lost.");
    }
}
