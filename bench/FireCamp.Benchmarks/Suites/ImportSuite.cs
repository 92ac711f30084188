using System.Diagnostics;
using FireCamp.Lab;

namespace FireCamp.Benchmarks.Suites;

/// <summary>What loading the module adds to an empty host.</summary>
internal static class ImportSuite
{
    private const int Runs = 15;

    public static async Task RunAsync(Report report, CancellationToken cancel)
    {
        var empty = new List<TimeSpan>();
        var loaded = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            empty.Add(await TimeAsync(null, cancel));
            loaded.Add(await TimeAsync(Checkout.Manifest, cancel));
        }

        var (host, module) = (Durations.Median(empty), Durations.Median(loaded));
        report.Title("Loading the module");
        report.Text($"`bin/shell/FireCamp.Shell -Command '1'` without and with the module, in turns, {Runs} times each, medians of whole processes. "
            + "Aim: the module adds ≤ 250 ms.\n");
        report.Table(["", "ms"],
        [
            ["empty host", Report.Milliseconds(host)],
            ["with the module", Report.Milliseconds(module)],
            ["the module", Report.Milliseconds(module - host)],
        ]);
    }

    private static async Task<TimeSpan> TimeAsync(string? manifest, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Checkout.Shell, ["-Command", "1"]) { RedirectStandardOutput = true };
        start.Environment["FIRECAMP_MODULE"] = manifest;
        start.Environment.TryAdd("DOTNET_ROOT", Checkout.DotnetRoot);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        var took = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0 && output.Trim() == "1"
            ? took
            : throw new InvalidOperationException($"The Shell exited with {process.ExitCode}: {output}");
    }
}
