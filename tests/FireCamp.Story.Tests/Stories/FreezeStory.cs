using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Processes;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Nodes freeze beyond their lease and thaw; no member ever runs twice, and nothing that was acknowledged is lost.</summary>
public sealed class FreezeStory
{
    private const int Rounds = 5;

    [Fact]
    public Task PostgreSql_NodesFrozenBeyondTheirLease_NeverRunsTwice()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("frpg", (lab, cancel) => FreezeAsync(lab, Requests.PostgreSql("mypg"), cancel));
    }

    [Fact]
    public Task Redis_NodesFrozenBeyondTheirLease_NeverRunsTwice()
    {
        Requirements.RequireRedis();
        return Story.RunAsync("frrd", (lab, cancel) => FreezeAsync(lab, Requests.Redis("cache"), cancel));
    }

    [Fact]
    public Task ZooKeeper_NodeFrozenAndAnotherCrashed_KeepsItsZnodes()
    {
        Requirements.RequireZooKeeperShell();
        return Story.RunAsync("frzk", async (lab, cancel) =>
        {
            var service = await lab.CreateAsync(Requests.ZooKeeper("zk"), cancel);
            await using var copies = new CopyWatch(lab);
            copies.Start();
            var client = new ZooKeeperShell(await service.EndpointsAsync(cancel));
            await client.CreateAsync("/before", "kept", cancel);

            await FreezeNodeOfAsync(lab, service, await service.PrimaryAsync(cancel), cancel);
            await client.HoldsAsync("/before", "kept", cancel);

            var leader = await service.PrimaryAsync(cancel);
            await lab.Cluster.StopNodeAsync(leader.Node!, crash: true, cancel);
            await client.CreateAsync("/during", "also-kept", cancel);
            await MovedAsync(service, leader, cancel);
            await client.HoldsAsync("/before", "kept", cancel);
            await client.HoldsAsync("/during", "also-kept", cancel);
            AssertNeverTwice(await copies.StopAsync(), copies);
        });
    }

    private static async Task FreezeAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        await using var copies = new CopyWatch(lab);
        await using var claims = await ClaimWatch.OpenAsync(lab.Paths.Database, cancel);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var writer = SteadyWriter.Start(ledger);
        copies.Start();
        claims.Start();
        for (var round = 0; round < Rounds; round++)
        {
            var replica = (await service.MembersAsync(cancel)).First(m => m.Role == MemberRole.Replica);
            await FreezeNodeOfAsync(lab, service, round % 2 == 0 ? await service.PrimaryAsync(cancel) : replica, cancel);
            await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        }

        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        AssertNeverTwice(await copies.StopAsync(), copies);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        Assert.Empty(await claims.StopAsync());
        Story.Tell($"{request.Kind}: {Rounds} freezes, {copies.Looks} looks, at most {copies.MostCopies} running copy of a member; "
            + $"{acknowledged.Count} writes acknowledged");
    }

    /// <summary>Freezes the member's node until the member is ready elsewhere, thaws it, and waits until it has joined again.</summary>
    private static async Task FreezeNodeOfAsync(LocalLabCluster lab, LabService service, Member member, CancellationToken cancel)
    {
        var node = member.Node!;
        var old = lab.ServerProcesses().Where(s => s.Volume == member.Volumes[0].Name).ToList();
        Assert.Single(old);
        var agent = await lab.AgentOfAsync(node, cancel);
        await FrozenProcess.FreezeAsync(agent, cancel);
        try
        {
            await MovedAsync(service, member, cancel);
            await lab.NodeIsAsync(node, NodePhase.Down, cancel);
        }
        finally
        {
            Signals.Thaw(agent);
        }

        await lab.NodeIsAsync(node, NodePhase.Up, cancel);
        await service.ReadyAsync(cancel);
        Assert.DoesNotContain(old, s => s.Lives);
    }

    private static Task MovedAsync(LabService service, Member member, CancellationToken cancel)
        => Soon.TrueAsync(
            async () => (await service.MembersAsync(cancel)).First(m => m.Name == member.Name) is { Phase: MemberPhase.Ready } now
                && now.Node != member.Node && now.Epoch > member.Epoch,
            () => $"{member.Name} is ready on another node than {member.Node}", cancel);

    private static void AssertNeverTwice(IReadOnlyList<string> violations, CopyWatch copies)
    {
        Assert.Empty(violations);
        Assert.Equal(1, copies.MostCopies);
        Assert.True(copies.Looks > 0);
    }
}
