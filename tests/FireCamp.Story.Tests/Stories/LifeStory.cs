using System.Diagnostics;
using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>The life of services of all kinds in one cluster, in the same words on every platform.</summary>
public sealed class LifeStory
{
    private static readonly CreateServiceRequest[] Requested =
        [Requests.PostgreSql("mypg"), Requests.RedisCluster("shop"), Requests.ZooKeeper("zk")];

    /// <summary>The checks that have something to say of every service; only those that archive their log are asked about that.</summary>
    private static IEnumerable<string> Always => ServiceChecks.All.Select(c => c.Name).Where(name => name != "Archive");

    [Fact]
    public async Task Local_AllKinds_OutliveLossesAndRestarts()
    {
        RequireKinds();
        await Story.RunAsync("life", LiveAsync);
    }

    [Fact]
    [Trait("Lane", "Swarm")]
    public async Task Swarm_AllKinds_OutliveLossesAndRestarts()
    {
        await Requirements.RequireSwarmLabAsync();
        Requirements.RequireZooKeeperShell();
        await Story.RunAsync(cancel => SwarmLabCluster.StartAsync("life", cancel), LiveAsync);
    }

    private static void RequireKinds()
    {
        Requirements.RequirePostgreSql();
        Requirements.RequireRedis();
        Requirements.RequireZooKeeperShell();
    }

    private static async Task LiveAsync(LabCluster lab, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var services = await Task.WhenAll(Requested.Select(r => lab.CreateAsync(r, cancel)));
        Story.Tell($"{lab.GetType().Name}: all kinds created at once in {clock.Elapsed.TotalSeconds:F0} s");
        var uses = services.Select(s => s.Use()).ToList();
        await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
        await using var copies = new CopyWatch(lab);
        copies.Start();
        foreach (var (loss, service) in Losses(lab, services))
        {
            clock.Restart();
            await LoseAsync(lab, loss, service, services, cancel);
            Story.Tell($"{lab.GetType().Name}: {service.Kind}'s primary's node lost ({loss}) and back, all ready: {clock.Elapsed.TotalSeconds:F0} s");
            await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
            await Task.WhenAll(uses.Select(u => u.HoldsAsync(cancel)));
        }

        clock.Restart();
        await SuspendAsync(lab, services, cancel);
        Story.Tell($"{lab.GetType().Name}: a node suspended and resumed: {clock.Elapsed.TotalSeconds:F0} s");
        clock.Restart();
        await Task.WhenAll(services.Select(s => RestartAsync(lab, s, cancel)));
        Story.Tell($"{lab.GetType().Name}: all restarted, member by member: {clock.Elapsed.TotalSeconds:F0} s");
        await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
        await Task.WhenAll(uses.Select(u => u.HoldsAsync(cancel)));
        Assert.Empty(await copies.StopAsync());
        Assert.True(copies.Looks > 0);
        await Task.WhenAll(services.Select(s => PassAsync(lab, s, cancel)));
    }

    /// <summary>The service's checks find nothing but what the lost nodes left: members that aren't where they were planned.</summary>
    private static Task PassAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        IReadOnlyList<ServiceCheck> wrong = [];
        return Soon.TrueAsync(
            async () =>
            {
                var found = await lab.Cluster.TestServiceAsync(service.Name, ServiceChecks.All, cancel);
                wrong = [.. found.Where(f => f.Outcome != CheckOutcome.Passed && f.Check != "Zones")];
                return wrong.Count == 0 && Always.All(found.Select(f => f.Check).Contains);
            },
            () => $"only checks that passed, of all kinds; not {string.Join(Environment.NewLine, wrong)}", cancel);
    }

    /// <summary>Each way of losing a node with another kind's primary on it; with <c>FIRECAMP_LIFE=all</c> each way for each kind.</summary>
    private static IEnumerable<(NodeLoss Loss, LabService Service)> Losses(LabCluster lab, LabService[] services)
        => Environment.GetEnvironmentVariable("FIRECAMP_LIFE") == "all"
            ? lab.Losses.SelectMany(l => services.Select(s => (l, s)))
            : lab.Losses.Select((l, i) => (l, services[i]));

    /// <summary>A node is emptied for work on it: its members move one at a time, and none comes back before it is let back.</summary>
    private static async Task SuspendAsync(LabCluster lab, LabService[] services, CancellationToken cancel)
    {
        var node = (await services[0].PrimaryAsync(cancel)).Node!;
        await lab.RunAsync(await lab.Cluster.PlanSuspendNodeAsync(node, force: false, cancel), cancel);
        Assert.DoesNotContain(await lab.Cluster.ListMembersAsync(null, cancel), m => m.Node == node);
        Assert.Equal(NodePhase.Suspended, (await lab.Cluster.ListNodesAsync(cancel)).First(n => n.Name == node).Phase);
        await Task.WhenAll(services.Select(s => s.ReadyAsync(cancel)));
        await lab.RunAsync(await lab.Cluster.PlanResumeNodeAsync(node, cancel), cancel);
        await lab.NodeIsAsync(node, NodePhase.Up, cancel);
    }

    /// <summary>The service's primary's node is lost; its members go on elsewhere under their names and addresses; and it comes back.</summary>
    private static async Task LoseAsync(
        LabCluster lab, NodeLoss loss, LabService service, IReadOnlyList<LabService> services, CancellationToken cancel)
    {
        var primary = await service.PrimaryAsync(cancel);
        var node = primary.Node!;
        var before = await lab.Cluster.ListMembersAsync(null, cancel);
        await lab.LoseAsync(loss, node, cancel);
        await Soon.TrueAsync(
            async () => (await lab.Cluster.ListMembersAsync(null, cancel)).All(m => m.Node != node),
            () => $"members have left {node}", cancel);
        await Task.WhenAll(services.Select(s => s.ReadyAsync(cancel)));
        var after = await lab.Cluster.ListMembersAsync(null, cancel);
        Assert.All(before.Zip(after), pair => Assert.Equal(
            (pair.First.Name, pair.First.Host, pair.First.Address, pair.First.Epoch + (pair.First.Node == node ? 1 : 0)),
            (pair.Second.Name, pair.Second.Host, pair.Second.Address, pair.Second.Epoch)));
        await lab.BringBackAsync(loss, node, cancel);
    }

    private static async Task RestartAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        var before = await service.MembersAsync(cancel);
        await using var down = new DownWatch(
            lab, service.Name, [.. before.Select(m => m.Volumes[0].Name)], electing: service.Kind == "ZooKeeper");
        var old = lab.ServerProcesses();
        down.Start();
        await service.RestartAsync(cancel);
        Assert.Empty(await down.StopAsync());
        Assert.DoesNotContain(old, p => p.Lives && before.Any(m => m.Volumes[0].Name == p.Volume));
    }
}
