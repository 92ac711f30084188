using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;

namespace FireCamp.Story.Tests.Stories;

/// <summary>
/// Services of all kinds in one cluster: created, used, stopped, started, removed with their volumes kept, and made again
/// from those.
/// </summary>
public sealed class MultiKindStory
{
    private const int Numbers = 100;

    private static readonly CreateServiceRequest[] Requested =
        [Requests.PostgreSql("mypg"), Requests.RedisCluster("shop"), Requests.ZooKeeper("zk")];

    [Fact]
    public Task AllKinds_WholeLifeInOneCluster_KeepTheirData()
    {
        Requirements.RequirePostgreSql();
        Requirements.RequireRedis();
        Requirements.RequireZooKeeperShell();
        return Story.RunAsync("multi", LiveAsync);
    }

    private static async Task LiveAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var services = await CreateAsync(lab, useKept: false, cancel);
        foreach (var service in services)
        {
            await WriteAsync(service, cancel);
        }

        foreach (var service in services)
        {
            await service.StopAsync(cancel);
            Assert.Equal(ServicePhase.Stopped, (await lab.Cluster.GetServiceAsync(service.Name, cancel)).Phase);
        }

        Assert.Empty(lab.ServerProcesses());
        foreach (var service in services)
        {
            await service.StartAsync(cancel);
            await HoldsAsync(service, cancel);
        }

        foreach (var service in services)
        {
            await service.RemoveAsync(removeVolumes: false, cancel);
        }

        Assert.Empty(lab.ServerProcesses());
        Assert.Empty(await lab.Cluster.ListServicesAsync(cancel));
        foreach (var service in await CreateAsync(lab, useKept: true, cancel))
        {
            await HoldsAsync(service, cancel);
        }
    }

    private static async Task<IReadOnlyList<LabService>> CreateAsync(LocalLabCluster lab, bool useKept, CancellationToken cancel)
    {
        var services = new List<LabService>();
        foreach (var request in Requested)
        {
            services.Add(await lab.CreateAsync(request with { UseKeptVolumes = useKept }, cancel));
            Assert.Equal(ServicePhase.Ready, (await lab.Cluster.GetServiceAsync(request.Name, cancel)).Phase);
        }

        return services;
    }

    private static async Task WriteAsync(LabService service, CancellationToken cancel)
    {
        if (service.Kind == "ZooKeeper")
        {
            await new ZooKeeperShell(await service.EndpointsAsync(cancel)).CreateAsync("/kept", "value", cancel);
            return;
        }

        await using var ledger = await service.OpenLedgerAsync(cancel);
        for (var number = 1; number <= Numbers; number++)
        {
            await ledger.AppendAsync(number, cancel);
        }
    }

    private static async Task HoldsAsync(LabService service, CancellationToken cancel)
    {
        await service.ReadyAsync(cancel);
        if (service.Kind == "ZooKeeper")
        {
            await new ZooKeeperShell(await service.EndpointsAsync(cancel)).HoldsAsync("/kept", "value", cancel);
            return;
        }

        await using var ledger = await service.OpenLedgerAsync(cancel);
        var held = new HashSet<long>();
        foreach (var primary in (await service.EndpointsAsync(cancel)).Where(e => e.Role == MemberRole.Primary))
        {
            held.UnionWith(await ledger.ReadAsync(primary, cancel));
        }

        Assert.Equal(Enumerable.Range(1, Numbers).Select(n => (long)n), held.Order());
    }
}
