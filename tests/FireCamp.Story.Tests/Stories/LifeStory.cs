using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Swarm;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>The life of services of all kinds in one cluster, in the same words on every platform.</summary>
public sealed class LifeStory
{
    private static readonly CreateServiceRequest[] Requested =
        [Requests.PostgreSql("mypg"), Requests.RedisCluster("shop"), Requests.ZooKeeper("zk")];

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
        var services = await Task.WhenAll(Requested.Select(r => lab.CreateAsync(r, cancel)));
        var uses = services.Select(s => s.Use()).ToList();
        await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
        await using var copies = new CopyWatch(lab);
        copies.Start();
        foreach (var loss in lab.Losses)
        {
            foreach (var service in services)
            {
                await LoseAsync(lab, loss, service, services, cancel);
                await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
                await Task.WhenAll(uses.Select(u => u.HoldsAsync(cancel)));
            }
        }

        foreach (var (service, use) in services.Zip(uses))
        {
            await RestartAsync(lab, service, cancel);
            await use.WriteAsync(cancel);
            await use.HoldsAsync(cancel);
        }

        Assert.Empty(await copies.StopAsync());
        Assert.True(copies.Looks > 0);
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
        Story.Tell($"{lab.GetType().Name}: {service.Kind}'s primary's node lost ({loss})");
    }

    private static async Task RestartAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        var before = await service.MembersAsync(cancel);
        await using var down = new DownWatch(
            lab, service.Name, [.. before.Select(m => m.Volumes[0].Name)], electing: service.Kind == "ZooKeeper");
        down.Start();
        await service.RestartAsync(cancel);
        Assert.Empty(await down.StopAsync());
        Assert.Equal(before.Count, down.Order.Count);
    }
}
