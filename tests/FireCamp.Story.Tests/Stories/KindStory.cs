using System.Diagnostics;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>The catalog's other kinds, in short: made, used, a node lost, restarted member by member.</summary>
public sealed class KindStory
{
    [Fact]
    public Task ValkeyEtcdAndConsul_NodeLostAndRestarted_KeepTheirData()
    {
        Requirements.RequireSuite("trixie", "valkey-server");
        Requirements.RequireSuite("trixie", "etcd-server");
        Requirements.RequireSuite("bullseye", "consul");
        return Story.RunAsync(
            "small", (lab, cancel) => LiveAsync(lab, [Requests.Valkey("cache"), Requests.Etcd("keys"), Requests.Consul("names")], cancel));
    }

    [Fact]
    public Task MariaDb_NodeLostAndRestarted_KeepsItsData()
    {
        Requirements.RequireMariaDb();
        return Story.RunAsync("maria", (lab, cancel) => LiveAsync(lab, [Requests.MySql("shop", "mariadb-10.11")], cancel));
    }

    /// <summary>Making its data takes MySQL much longer than MariaDB; the scripts are the same.</summary>
    [Fact]
    public Task MySql_NodeLostAndRestarted_KeepsItsData()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIRECAMP_MYSQL") == "1", "missing: FIRECAMP_MYSQL=1");
        Requirements.RequireSuite("sid", "mysql-server-core");
        return Story.RunAsync("mysql", (lab, cancel) => LiveAsync(lab, [Requests.MySql("shop", "9.7", members: 2)], cancel));
    }

    private static async Task LiveAsync(LabCluster lab, CreateServiceRequest[] requested, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var services = await Task.WhenAll(requested.Select(r => lab.CreateAsync(r, cancel)));
        Story.Tell($"{string.Join(", ", services.Select(s => s.Kind))} created at once in {clock.Elapsed.TotalSeconds:F1} s");
        var uses = services.Select(s => s.Use()).ToList();
        await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
        await using var copies = new CopyWatch(lab);
        copies.Start();

        var node = (await services[0].PrimaryAsync(cancel)).Node!;
        await lab.LoseAsync(NodeLoss.Crash, node, cancel);
        await Soon.TrueAsync(
            async () => (await lab.Cluster.ListMembersAsync(null, cancel)).All(m => m.Node != node), () => $"members have left {node}", cancel);
        await Task.WhenAll(services.Select(s => s.ReadyAsync(cancel)));
        await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
        await Task.WhenAll(uses.Select(u => u.HoldsAsync(cancel)));
        await lab.BringBackAsync(NodeLoss.Crash, node, cancel);

        var before = await lab.Cluster.ListMembersAsync(null, cancel);
        await Task.WhenAll(services.Select(s => s.RestartAsync(cancel)));
        var after = await lab.Cluster.ListMembersAsync(null, cancel);
        Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First.ProcessId, pair.Second.ProcessId));
        await Task.WhenAll(uses.Select(u => u.WriteAsync(cancel)));
        await Task.WhenAll(uses.Select(u => u.HoldsAsync(cancel)));
        Assert.Empty(await copies.StopAsync());
        Story.Tell($"{string.Join(", ", services.Select(s => s.Kind))}: all in {clock.Elapsed.TotalSeconds:F1} s");
    }
}
