using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Swarm;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>All that an operator does to a service that runs, while it is written to and read; the same on every platform.</summary>
/// <remarks>Only where <c>FIRECAMP_DAYTWO</c> is set, since it takes minutes; the parts have stories of their own.</remarks>
public sealed class DayTwoStory
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    [Fact]
    public Task Local_PostgreSql_IsOperated() => LocalAsync(DayTwo.PostgreSql);

    [Fact]
    public Task Local_Redis_IsOperated() => LocalAsync(DayTwo.Redis);

    [Fact]
    public Task Local_ZooKeeper_IsOperated() => LocalAsync(DayTwo.ZooKeeper);

    [Fact]
    [Trait("Lane", "Swarm")]
    public async Task Swarm_AllKinds_AreOperated()
    {
        RequireTime();
        await Requirements.RequireSwarmLabAsync();
        Requirements.RequireZooKeeperShell();
        await Story.RunAsync(
            cancel => SwarmLabCluster.StartAsync("two", cancel),
            async (lab, cancel) =>
            {
                foreach (var day in (DayTwo[])[DayTwo.PostgreSql, DayTwo.Redis, DayTwo.ZooKeeper])
                {
                    await OperateAsync(lab, lab.Cluster, day, null, cancel);
                }
            },
            within: TimeSpan.FromMinutes(20));
    }

    private static Task LocalAsync(DayTwo day)
    {
        RequireTime();
        Requirements.RequirePostgreSql();
        Requirements.RequireRedis();
        Requirements.RequireZooKeeperShell();
        return Story.RunAsync("two", async (lab, cancel) =>
        {
            var versions = await OtherVersion.UnpackAsync(PackagedKind.Of(day.Request.Kind), Path.Combine(lab.Home, "versions"), cancel);
            Assert.SkipWhen(versions is null, $"missing: an older version of {day.Request.Kind}'s package in apt's lists");
            await using var cluster = await new FireCampEngine(versions!.SettingsIn(lab)).ConnectAsync(lab.Name, cancel);
            await OperateAsync(lab, cluster, day with { Request = day.Request with { Version = versions.Version } }, versions.Installed, cancel);
        });
    }

    private static void RequireTime()
        => Assert.SkipWhen(Environment.GetEnvironmentVariable("FIRECAMP_DAYTWO") is null, "missing: FIRECAMP_DAYTWO; it takes minutes");

    /// <param name="newer">The version that it is upgraded to; null where there is only one image.</param>
    private static async Task OperateAsync(LabCluster lab, ClusterEngine cluster, DayTwo day, string? newer, CancellationToken cancel)
    {
        await cluster.Backups.SetStoreAsync($"file://{Directory.CreateDirectory(Path.Combine(lab.Home, "store")).FullName}", null, cancel);
        await cluster.CreateServiceAsync(day.Request, await cluster.PlanCreateServiceAsync(day.Request, cancel), NoSecrets, null, cancel);
        var service = new LabService(lab, "it", day.Request.Kind);
        var before = await service.MembersAsync(cancel);
        await using var ledger = new FollowingLedger(service);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(0, cancel);
        await using var reader = SteadyReader.Start(service, ledger, writer);
        await using var down = new DownWatch(lab, "it", [.. before.Select(m => m.Volumes[0].Name)], electing: true);
        down.Start();
        var told = new List<string>();
        foreach (var (what, plan) in Operations(cluster, day, newer))
        {
            var begun = Stopwatch.GetTimestamp();
            await cluster.RunAsync(await plan(cancel), NoSecrets, null, cancel);
            await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
            await service.ReadyAsync(cancel);
            told.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s (gap {writer.LongestGapSince(begun).TotalSeconds:F2} s)"));
        }

        Assert.Empty(await down.StopAsync());
        Assert.Equal(before.Count, (await service.MembersAsync(cancel)).Count);
        await reader.StopAsync();
        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        Assert.Single(await cluster.Backups.ListAsync(null, "it", cancel));
        Story.Tell($"{lab.GetType().Name}, {day.Request.Kind}: {string.Join(", ", told)}; {acknowledged.Count} writes acknowledged, "
            + $"{writer.Failed} failed, {reader.Reads} reads, {reader.Failed} failed");
        await service.RemoveAsync(removeVolumes: true, cancel);
    }

    // An upgrade hands over once more, so that the first member is primary again, and the last two can go.
    private static IEnumerable<(string What, Func<CancellationToken, Task<OperationPlan>> Plan)> Operations(
        ClusterEngine cluster, DayTwo day, string? newer)
    {
        yield return ("2 replicas added", c => cluster.PlanAddReplicasAsync(new AddReplicasRequest { Name = "it", Count = 2 }, c));
        yield return ("live option changed", c => UpdateAsync(cluster, Change(day.Live), c));
        yield return ("restart option changed", c => UpdateAsync(cluster, Change(day.Restart), c));
        yield return ("switched over", c => cluster.PlanSwitchPrimaryAsync(new SwitchPrimaryRequest { Service = "it", Member = Successor(day) }, c));
        yield return newer is null
            ? ("switched back", c => cluster.PlanSwitchPrimaryAsync(new SwitchPrimaryRequest { Service = "it", Member = First(day) }, c))
            : ("upgraded", c => UpdateAsync(cluster, new UpdateServiceRequest { Name = "it", Version = newer }, c));
        yield return ("backed up", async c => await cluster.Backups.PlanBackupAsync("it", null, false, null, NoSecrets, c));
        yield return ("2 replicas removed", c => cluster.PlanRemoveReplicasAsync(
            IsElecting(day)
                ? new RemoveReplicasRequest { Name = "it", Count = 2, RemoveVolumes = true }
                : new RemoveReplicasRequest { Name = "it", Members = ["it-3", "it-4"], RemoveVolumes = true }, c));
    }

    private static async Task<OperationPlan> UpdateAsync(ClusterEngine cluster, UpdateServiceRequest request, CancellationToken cancel)
        => await cluster.PlanUpdateServiceAsync(request, cancel);

    private static UpdateServiceRequest Change((string Name, string Value) option)
        => new() { Name = "it", Options = new Dictionary<string, string> { [option.Name] = option.Value } };

    // An ensemble elects whom it likes, also one that came last.
    private static bool IsElecting(DayTwo day) => day.Request.Kind == "ZooKeeper";

    private static string? Successor(DayTwo day) => IsElecting(day) ? null : "it-1";

    private static string? First(DayTwo day) => IsElecting(day) ? null : "it-0";
}
