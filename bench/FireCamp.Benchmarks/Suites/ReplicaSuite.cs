using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine.Planning;
using FireCamp.Lab;

namespace FireCamp.Benchmarks.Suites;

/// <summary>One more standby of a large PostgreSQL: from a snapshot, against a base backup and a server started by hand, in turns.</summary>
internal static class ReplicaSuite
{
    private const int Runs = 3;
    private const int Gigabytes = 4;
    private const long DiskSize = 60L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(Report report, CancellationToken cancel)
    {
        var rows = new List<IReadOnlyList<string>>();
        using (var disk = new ReflinkDisk(DiskSize))
        {
            rows.Add(await MeasureAsync("XFS, whose files can share blocks", disk.Path, cancel));
        }

        rows.Add(await MeasureAsync(FileSystemOf(Path.GetTempPath()), null, cancel));
        report.Title("A replica of a large service");
        report.Text($"A third member of a PostgreSQL service of {Gigabytes} GB: `Add-FireCampReplica`, planned and run by the engine until the "
            + "member is ready and has caught up, against `bench/raw/standby.sh`, which makes a base backup and starts a server on it; "
            + "in turns, medians. Aim: by hand takes ≥ 10 times as long where files share blocks, and no less elsewhere.\n");
        report.Table(["volumes on", "runs", "FireCamp s", "by hand s", "by hand ÷ FireCamp"], rows);
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(string what, string? folder, CancellationToken cancel)
    {
        await using var lab = await LocalLabCluster.StartAsync("copy", cancel, folder: folder);
        var request = Requests.PostgreSql("mypg", members: 2);
        var service = await lab.CreateAsync(
            request with { Options = new Dictionary<string, string>(request.Options) { ["VolumeSize"] = "20GB" } }, cancel);
        await FillAsync(service, cancel);
        await service.ReadyAsync(cancel);
        var script = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "bench", "raw", "standby.sh"), cancel);
        var (firecamp, byHand) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var run = 0; run < Runs; run++)
        {
            var seconds = await service.ShellAsync("mypg-1", script, new Dictionary<string, string>(), cancel, Patience);
            byHand.Add(TimeSpan.FromSeconds(double.Parse(seconds.Split('\n')[^1], CultureInfo.InvariantCulture)));
            firecamp.Add(await AddAsync(lab, cancel));
            Console.Error.WriteLine($"  {what}: {Report.Seconds(firecamp[^1])} s, by hand {Report.Seconds(byHand[^1])} s");
        }

        await lab.RemoveAsync(cancel);
        var ratio = Durations.Median(byHand) / Durations.Median(firecamp);
        return
        [
            what, Runs.ToString(CultureInfo.InvariantCulture), Report.Seconds(Durations.Median(firecamp)), Report.Seconds(Durations.Median(byHand)),
            ratio.ToString("F1", CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>Rows of random text, so that no file is sparse; the replica has them all and its log is small again when this returns.</summary>
    private static async Task FillAsync(LabService service, CancellationToken cancel)
    {
        var none = new Dictionary<string, string>();
        await service.ShellAsync("mypg-0", $"""
            psql -qX -v ON_ERROR_STOP=1 -c "create table big as
                select n, repeat(md5(random()::text), 30) as filling from generate_series(1, {Gigabytes} * 1000000) as n" -c checkpoint
            """, none, cancel, Patience);
        await service.ShellAsync("mypg-1", """
            until [ "$(psql -AtqX -c 'select count(*) from pg_class where relname = $$big$$')" = 1 ]; do :; done
            psql -qX -c checkpoint
            """, none, cancel, Patience);
    }

    private static async Task<TimeSpan> AddAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var plan = (AddReplicasPlan)await lab.Cluster.PlanAddReplicasAsync(new AddReplicasRequest { Name = "mypg", Count = 1 }, cancel);
        await lab.RunAsync(plan, cancel);
        var took = Stopwatch.GetElapsedTime(started);
        await lab.RunAsync(
            await lab.Cluster.PlanRemoveReplicasAsync(
                new RemoveReplicasRequest { Name = "mypg", Members = [plan.New[0].Name], RemoveVolumes = true }, cancel), cancel);
        return took;
    }

    private static string FileSystemOf(string folder)
    {
        using var ask = Process.Start(new ProcessStartInfo("stat", ["-f", "-c", "%T", folder]) { RedirectStandardOutput = true })!;
        return $"{ask.StandardOutput.ReadToEnd().Trim()}, a plain copy";
    }
}
