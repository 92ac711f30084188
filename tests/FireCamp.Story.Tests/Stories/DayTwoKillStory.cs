using FireCamp.Lab;
using FireCamp.Lab.Processes;

namespace FireCamp.Story.Tests.Stories;

/// <summary>PowerShell is killed at random points of each day-two operation; another session ends the operation or takes it back, wholly.</summary>
/// <remarks>Only where <c>FIRECAMP_DAYTWO_KILLS</c> says how often for each; 10 kills of each take a quarter of an hour.</remarks>
public sealed class DayTwoKillStory
{
    private const string Backup = "$(Get-FireCampBackup cache | Select-Object -Last 1 -ExpandProperty Id)";

    /// <summary>Every so many rounds the second session undoes instead of resuming.</summary>
    private const int UndoEvery = 3;

    [Theory]
    [InlineData("Add-FireCampReplica cache -Count 1", "Remove-FireCampReplica cache -Count 1 -RemoveVolumes")]
    [InlineData("Remove-FireCampReplica cache -Count 1 -RemoveVolumes", "Add-FireCampReplica cache -Count 1")]
    [InlineData("Switch-FireCampPrimary cache -Member cache-1", "Switch-FireCampPrimary cache -Member cache-0")]
    [InlineData("Update-FireCampService cache -Databases 20", "Update-FireCampService cache -Databases 16")]
    [InlineData("Backup-FireCampService cache", "Get-FireCampBackup cache | Select-Object -Last 1 | Remove-FireCampBackup")]
    [InlineData($"Test-FireCampBackup {Backup}", "")]
    [InlineData($"Restore-FireCampService {Backup} -As other", "Remove-FireCampService other -RemoveVolumes")]
    [InlineData($"Restore-FireCampService {Backup}", "")]
    [InlineData("Copy-FireCampService cache other", "Remove-FireCampService other -RemoveVolumes")]
    public Task Operation_KilledAtRandomPoints_IsResumedOrUndoneToTheSameEnd(string command, string back)
    {
        var rounds = Environment.GetEnvironmentVariable("FIRECAMP_DAYTWO_KILLS") ?? "";
        Assert.SkipWhen(rounds.Length == 0, "missing: FIRECAMP_DAYTWO_KILLS, how often each operation is killed; 10 take a quarter of an hour");
        Requirements.RequireRedis();
        Requirements.RequireShell();
        return Story.RunAsync(
            cancel => LocalLabCluster.StartAsync("dykl", cancel),
            (lab, cancel) => KillAsync(lab, command, back, int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture), cancel),
            within: TimeSpan.FromMinutes(15));
    }

    private static async Task KillAsync(LocalLabCluster lab, string command, string back, int rounds, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(Requests.Redis("cache", members: 3), cancel);
        var store = Directory.CreateDirectory(Path.Combine(lab.Home, "store")).FullName;
        await lab.Cluster.Backups.SetStoreAsync($"file://{store}", null, cancel);
        await WriteAsync(service, cancel);
        await RunAsync(lab, "Backup-FireCampService cache", cancel);
        var seed = Random.Shared.Next();
        var drill = new KillDrill(lab, new Random(seed));
        var asked = $"{command} -Confirm:$false";
        var before = await FootprintAsync(lab, cancel);
        await drill.UndisturbedAsync(asked, cancel);
        var after = await FootprintAsync(lab, cancel);
        await RunAsync(lab, back, cancel);
        Assert.Equal(before, await FootprintAsync(lab, cancel));
        for (var round = 1; round <= rounds;)
        {
            if (await drill.KillAsync(asked, cancel))
            {
                // What was taken back starts again by itself.
                var undone = await drill.RecoverAsync(undo: round % UndoEvery == 0, cancel);
                await HoldsAsync(lab, cancel);
                Assert.Equal(undone ? before : after, await FootprintAsync(lab, cancel));
                round++;
            }

            await HoldsAsync(lab, cancel);
            if (!before.SequenceEqual(await FootprintAsync(lab, cancel)))
            {
                await RunAsync(lab, back, cancel);
            }
        }

        Story.Tell($"{command}: {rounds} kills (seed {seed}): {drill.Where}");
    }

    private static Task RunAsync(LocalLabCluster lab, string command, CancellationToken cancel)
        => command.Length == 0
            ? Task.CompletedTask
            : PowerShellProcess.RunAsync(lab.Home, $"{command} -Confirm:$false", cancel);

    // How often a service was changed is its history; and what is in the store can be told by what it lists.
    private static async Task<IReadOnlyList<string>> FootprintAsync(LocalLabCluster lab, CancellationToken cancel)
        =>
        [
            .. (await Footprint.OfAsync(lab, cancel)).Where(l => !l.StartsWith("record revisions/", StringComparison.Ordinal)),
            .. (await lab.Cluster.Backups.ListAsync(null, null, cancel)).Select(b => $"backup of {b.Service}"),
            .. (await lab.Cluster.ListMembersAsync(null, cancel)).Select(m => $"{m.Name} is {m.Role}, {m.Phase}"),
            .. (await lab.Cluster.ListServicesAsync(cancel)).Select(s => $"{s.Name} has {string.Join(", ", s.Options.OrderBy(o => o.Key))}"),
            .. Directory.Exists(Path.Combine(lab.Paths.ClusterFolder, "snapshots"))
                ? Directory.GetFileSystemEntries(Path.Combine(lab.Paths.ClusterFolder, "snapshots")).Select(_ => "snapshot") : [],
        ];

    private static async Task WriteAsync(LabService service, CancellationToken cancel)
    {
        await using var ledger = await service.OpenLedgerAsync(cancel);
        for (var number = 1; number <= 50; number++)
        {
            await ledger.AppendAsync(number, cancel);
        }
    }

    /// <summary>Every service that there is has what was written, at each of its members.</summary>
    private static async Task HoldsAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        foreach (var name in (await lab.Cluster.ListServicesAsync(cancel)).Select(s => s.Name))
        {
            var service = new LabService(lab, name, "Redis");
            await service.ReadyAsync(cancel);
            await using var ledger = await service.OpenLedgerAsync(cancel);
            Assert.Equal(50, (await service.AgreedAsync(ledger, cancel)).Count);
        }
    }
}
