using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A service's primary changes, there and back, while it is written to.</summary>
public sealed class SwitchStory
{
    [Fact]
    public Task PostgreSql_SwitchedUnderAWriter_LosesNothing()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("swpg", (lab, cancel) => ThereAndBackAsync(lab, Requests.PostgreSql("it"), cancel));
    }

    [Fact]
    public Task Redis_SwitchedUnderAWriter_LosesNothing()
    {
        Requirements.RequireRedis();
        return Story.RunAsync("swrd", (lab, cancel) => ThereAndBackAsync(lab, Requests.Redis("it"), cancel));
    }

    [Fact]
    public Task RedisCluster_ShardSwitched_HasItsReplicaAsPrimary()
    {
        Requirements.RequireRedis();
        RequireSwitches();
        return Story.RunAsync("swrc", ShardAsync);
    }

    [Fact]
    public Task ZooKeeper_Switched_HasAnotherLeader()
    {
        Requirements.RequireZooKeeper();
        RequireSwitches();
        return Story.RunAsync("swzk", async (lab, cancel) =>
        {
            var service = await lab.CreateAsync(Requests.ZooKeeper("it"), cancel);
            var before = await service.PrimaryAsync(cancel);
            await SwitchAsync(lab, new() { Service = "it" }, cancel);
            Assert.NotEqual(before.Name, (await service.PrimaryAsync(cancel)).Name);
            await service.ReadyAsync(cancel);
        });
    }

    private static void RequireSwitches()
        => Assert.SkipWhen(
            Environment.GetEnvironmentVariable("FIRECAMP_SWITCHES") is not { Length: > 0 },
            "It takes a minute: FIRECAMP_SWITCHES, which asks for it, is not set.");

    private static async Task ThereAndBackAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        var first = await service.PrimaryAsync(cancel);
        await using var ledger = new FollowingLedger(service);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(0, cancel);
        await SwitchAsync(lab, new() { Service = "it" }, cancel);
        var second = await service.PrimaryAsync(cancel);
        Assert.NotEqual(first.Name, second.Name);
        await AssertRolesAsync(lab, service, second.Name, writer, cancel);

        await SwitchAsync(lab, new() { Service = "it", Member = first.Name }, cancel);
        await AssertRolesAsync(lab, service, first.Name, writer, cancel);

        var gap = writer.LongestGap;
        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        var told = (await lab.Cluster.ListEventsAsync("service/it", null, cancel)).Where(e => e.Action == "PrimarySwitched").Select(e => e.Message);
        Story.Tell($"{request.Kind}: {acknowledged.Count} writes acknowledged, {writer.Failed} failed, longest gap {gap.TotalMilliseconds:F0} ms; "
            + $"{string.Join(' ', told)}");
    }

    /// <summary>Servers, endpoints and connection strings all know the primary, and it takes writes.</summary>
    private static async Task AssertRolesAsync(
        LocalLabCluster lab, LabService service, string primary, SteadyWriter writer, CancellationToken cancel)
    {
        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        await service.ReadyAsync(cancel);
        var endpoints = await service.EndpointsAsync(cancel);
        Assert.Equal([primary], endpoints.Where(e => e.Role == MemberRole.Primary).Select(e => e.Member));
        Assert.All(endpoints, e => Assert.Contains(endpoints[0].Address!, e.Connections["uri"], StringComparison.Ordinal));
        Assert.All(await service.MembersAsync(cancel), m => Assert.Equal((MemberPhase.Ready, true, ""), (m.Phase, m.CaughtUp, m.Reason)));
        Assert.Empty(await lab.Cluster.ListOperationsAsync(finished: false, cancel));
    }

    private static async Task ShardAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(Requests.RedisCluster("big"), cancel);
        var members = await service.MembersAsync(cancel);
        var replica = members.First(m => m is { Shard: 1, Role: MemberRole.Replica });
        await SwitchAsync(lab, new() { Service = "big", Shard = 1 }, cancel);
        await service.ReadyAsync(cancel);
        var after = await service.MembersAsync(cancel);
        Assert.Equal(replica.Name, after.Single(m => m is { Shard: 1, Role: MemberRole.Primary }).Name);
        Assert.Equal(3, after.Count(m => m.Role == MemberRole.Primary));
    }

    private static async Task SwitchAsync(LocalLabCluster lab, SwitchPrimaryRequest request, CancellationToken cancel)
        => await lab.RunAsync(await lab.Cluster.PlanSwitchPrimaryAsync(request, cancel), cancel);
}
