using System.Globalization;
using FireCamp.Engine.Metadata;
using FireCamp.Lab;
using FireCamp.Lab.Processes;

namespace FireCamp.Benchmarks.Suites;

/// <summary>Listing a thousand stored services.</summary>
internal static class ListSuite
{
    private const int Services = 1000;
    private const int Runs = 15;
    private const string Model = "modelsvc";

    // What creating a service leaves in the store, but for its secrets, which listing doesn't read.
    private static readonly string[] Prefixes =
        [$"services/{Model}", $"members/{Model}/", $"specs/{Model}/", $"units/{Model}/", $"claims/{Model}/", $"reports/{Model}/"];

    public static async Task RunAsync(Report report, CancellationToken cancel)
    {
        await using var lab = await LocalLabCluster.StartAsync("list", cancel);
        await lab.CreateAsync(Requests.Redis(Model), cancel);

        // The nodes are stopped, so that nobody tries to run three thousand members.
        await lab.Engine.Clusters.RunAsync(await lab.Engine.Clusters.PlanStopAsync(lab.Name, cancel), null, cancel);
        await SeedAsync(lab, cancel);
        var times = await MeasureAsync(lab, cancel);
        report.Title("Listing 1,000 services");
        report.Text($"`Get-FireCampService` over {Services} stored services of 3 members each, copies of the records of one that was created; "
            + $"the first call in a fresh process, and the median of {Runs - 1} more in it. Aim: ≤ 200 ms.\n");
        report.Table(["", "ms"],
        [
            ["first call", Report.Milliseconds(times[0])],
            ["further calls", Report.Milliseconds(Durations.Median([.. times.Skip(1)]))],
        ]);
    }

    private static async Task SeedAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        await using var store = await SqliteMetadataStore.OpenAsync(lab.Paths.Database, create: false, TimeProvider.System, cancel);
        var records = new List<MetadataRecord>();
        foreach (var prefix in Prefixes)
        {
            records.AddRange(await store.ListAsync(prefix, cancel));
        }

        for (var number = 1; number < Services; number++)
        {
            var name = $"service{number:D4}";
            await Task.WhenAll(records.Select(r => store.PutAsync(Copy(r.Key), Copy(r.Value), 0, cancel)));

            string Copy(string text) => text.Replace(Model, name, StringComparison.Ordinal);
        }
    }

    private static async Task<IReadOnlyList<TimeSpan>> MeasureAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var output = await PowerShellProcess.RunAsync(lab.Home, $$"""
            foreach ($run in 1..{{Runs}}) {
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                $services = Get-FireCampService -Cluster {{lab.Name}}
                $clock.Stop()
                if ($services.Count -ne {{Services}}) { throw "$($services.Count) services" }
                $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
            }
            """, cancel);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => TimeSpan.FromMilliseconds(double.Parse(line, CultureInfo.InvariantCulture)))];
    }
}
