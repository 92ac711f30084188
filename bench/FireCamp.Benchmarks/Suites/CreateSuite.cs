using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine.Planning;
using FireCamp.Lab;

namespace FireCamp.Benchmarks.Suites;

/// <summary>Creating a service against a shell script that starts the same servers the same way by hand, in turns.</summary>
internal static class CreateSuite
{
    private static readonly Comparison[] Comparisons =
    [
        new("PostgreSQL, 3 members", Requests.PostgreSql("mypg"), "postgresql.sh", 3),
        new("Redis, 3 members", Defaults(Requests.Redis("cache")), "redis.sh", 3, Runs: 21),
        new("Redis cluster, 3 × 2", Defaults(Requests.RedisCluster("shop")), "redis.sh", 6),
        new("ZooKeeper, 3 members", Requests.ZooKeeper("zk"), "zookeeper.sh", 3),
    ];

    public static async Task RunAsync(Report report, CancellationToken cancel)
    {
        await using var lab = await LocalLabCluster.StartAsync("create", cancel);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var comparison in Comparisons)
        {
            rows.Add(await MeasureAsync(lab, comparison, cancel));
        }

        await lab.RemoveAsync(cancel);
        report.Title("Creating a service");
        report.Text("Seconds until all members are ready: planned and run by the engine, "
            + "against `bench/raw/*.sh` that starts the same servers by hand "
            + "with the same settings; in turns, medians. The first run of each, in which much is compiled, is shown too. "
            + "Aim: ratio ≤ 1.3.\n");
        report.Table(["service", "runs", "first FireCamp s", "FireCamp s", "by hand s", "ratio"], rows);
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(LocalLabCluster lab, Comparison comparison, CancellationToken cancel)
    {
        var firecamp = new List<TimeSpan>();
        var byHand = new List<TimeSpan>();
        for (var run = 0; run < comparison.Runs; run++)
        {
            byHand.Add(await ByHandAsync(comparison, cancel));
            firecamp.Add(await CreateAsync(lab, comparison.Request, cancel));
            Console.Error.WriteLine($"  {comparison.Name}: {Report.Seconds(firecamp[^1])} s, by hand {Report.Seconds(byHand[^1])} s");
        }

        var ratio = Durations.Median(firecamp) / Durations.Median(byHand);
        return
        [
            comparison.Name, comparison.Runs.ToString(CultureInfo.InvariantCulture), Report.Seconds(firecamp[0]),
            Report.Seconds(Durations.Median(firecamp)), Report.Seconds(Durations.Median(byHand)),
            ratio.ToString("F2", CultureInfo.InvariantCulture),
        ];
    }

    private static async Task<TimeSpan> CreateAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var service = await lab.CreateAsync(request, cancel);
        var took = Stopwatch.GetElapsedTime(started);
        await service.RemoveAsync(removeVolumes: true, cancel);
        return took;
    }

    /// <summary>The script measures itself: it prints the seconds until all was ready, then ends what it started.</summary>
    private static async Task<TimeSpan> ByHandAsync(Comparison comparison, CancellationToken cancel)
    {
        var scratch = Directory.CreateTempSubdirectory("firecamp-raw-");
        scratch.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            using var script = Process.Start(new ProcessStartInfo("bash",
                [Path.Combine(Checkout.Root, "bench", "raw", comparison.Script), scratch.FullName, .. comparison.Addresses])
            {
                RedirectStandardOutput = true,
            })!;
            var output = await script.StandardOutput.ReadToEndAsync(cancel);
            await script.WaitForExitAsync(cancel);
            return script.ExitCode == 0
                ? TimeSpan.FromSeconds(double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"{comparison.Script} exited with {script.ExitCode}: {output}");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static CreateServiceRequest Defaults(CreateServiceRequest request)
        => request with { Options = request.Options.Where(o => o.Key != "AppendFsync").ToDictionary() };

    /// <param name="Members">How many addresses the script gets.</param>
    private sealed record Comparison(string Name, CreateServiceRequest Request, string Script, int Members, int Runs = 7)
    {
        public IEnumerable<string> Addresses => Enumerable.Range(1, Members).Select(i => $"127.99.0.{i}");
    }
}
