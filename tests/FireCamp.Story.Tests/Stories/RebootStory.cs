using FireCamp.Engine.Model;
using FireCamp.Lab;
using FireCamp.Lab.Processes;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Agents outlive the session that started them, and all comes back after a reboot.</summary>
public sealed class RebootStory
{
    private const int Rows = 50;

    [Fact]
    public Task Cluster_SessionEndsAndMachineReboots_ComesBackWithItsData()
    {
        Requirements.RequirePostgreSql();
        Requirements.RequireRedis();
        Requirements.RequireShell();
        return Story.RunUnmadeAsync("reboot", RebootAsync);
    }

    private static async Task RebootAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        await PowerShellProcess.RunAsync(lab.Home, $"""
            $null = New-FireCampCluster {lab.Name}
            $null = New-FireCampService mypg PostgreSQL -Cluster {lab.Name} -Replicas 2
            $null = New-FireCampService cache Redis -Cluster {lab.Name} -ReplicasPerShard 2 -AppendFsync always
            """, cancel);
        await lab.ConnectAsync(cancel);
        LabService[] services = [new(lab, "mypg", "PostgreSQL"), new(lab, "cache", "Redis")];
        foreach (var service in services)
        {
            await WriteAsync(service, cancel);
        }

        await RebootMachineAsync(lab, services, cancel);
        await lab.Engine.Clusters.RunAsync(await lab.Engine.Clusters.PlanStartAsync(lab.Name, cancel), null, cancel);

        foreach (var service in services)
        {
            await service.ReadyAsync(cancel);
            await using var ledger = await service.OpenLedgerAsync(cancel);
            Assert.Equal(Rows, (await service.AgreedAsync(ledger, cancel)).Count);
            await ledger.AppendAsync(Rows + 1, cancel);
        }
    }

    private static async Task WriteAsync(LabService service, CancellationToken cancel)
    {
        await using var ledger = await service.OpenLedgerAsync(cancel);
        for (var row = 1; row <= Rows; row++)
        {
            await ledger.AppendAsync(row, cancel);
        }
    }

    /// <summary>
    /// Everything dies at once; sockets, process-id files and hosts entries stay as they are, and numbers of processes come up
    /// again.
    /// </summary>
    private static async Task RebootMachineAsync(LocalLabCluster lab, IReadOnlyList<LabService> services, CancellationToken cancel)
    {
        var volumes = new List<string>();
        foreach (var service in services.Where(s => s.Kind == "PostgreSQL"))
        {
            volumes.AddRange((await service.MembersAsync(cancel)).Select(m => m.Volumes[0].Name));
        }

        await Soon.TrueAsync(
            () =>
            {
                // Frozen first, so that none sees another die and cleans up, as it would not in a power cut.
                var left = lab.Processes();
                foreach (var process in left)
                {
                    Signals.Freeze(process.Id);
                }

                foreach (var process in left)
                {
                    Signals.Kill(process.Id);
                }

                return left.Count == 0;
            },
            "all processes of the cluster are dead", cancel);
        foreach (var lockFile in volumes.Select(v => Path.Combine(lab.ContentOf(v), "pgdata", "postmaster.pid")))
        {
            // After a reboot the number in the lock file may well be another process's.
            var lines = await File.ReadAllLinesAsync(lockFile, cancel);
            lines[0] = $"{Environment.ProcessId}";
            await File.WriteAllLinesAsync(lockFile, lines, cancel);
        }

        Assert.All(await lab.Cluster.ListNodesAsync(cancel), n => Assert.NotEqual(NodePhase.Stopped, n.Phase));
    }
}
