using FireCamp.Benchmarks;
using FireCamp.Benchmarks.Suites;

// Usage: FireCamp.Benchmarks [create] [failover] [loss] [import] [list] [backup] [replica]; all when none is named. Prints markdown.
var suites = new Dictionary<string, Func<Report, CancellationToken, Task>>
{
    ["create"] = CreateSuite.RunAsync,
    ["failover"] = FailoverSuite.RunAsync,
    ["loss"] = LossSuite.RunAsync,
    ["import"] = ImportSuite.RunAsync,
    ["list"] = ListSuite.RunAsync,
    ["backup"] = BackupSuite.RunAsync,
    ["replica"] = ReplicaSuite.RunAsync,
};
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
var unknown = args.Where(a => !suites.ContainsKey(a)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no suite {string.Join(", ", unknown)}: {string.Join(", ", suites.Keys)}.");
    return 64;
}

var report = new Report(Console.Out);
foreach (var (name, suite) in suites.Where(s => args.Length == 0 || args.Contains(s.Key)))
{
    Console.Error.WriteLine($"{name} …");
    await suite(report, stop.Token);
}

return 0;
