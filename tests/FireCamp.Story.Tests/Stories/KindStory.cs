using System.Diagnostics;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>The catalog's other kinds, in short: made, used, a node lost, restarted member by member.</summary>
public sealed class KindStory
{
    [Fact]
    public Task ValkeyAndEtcd_NodeLostAndRestarted_KeepTheirData()
    {
        Requirements.RequireSuite("trixie", "valkey-server");
        Requirements.RequireSuite("trixie", "etcd-server");
        return Story.RunAsync(
            "small", (lab, cancel) => LiveAsync(lab, [Requests.Valkey("cache"), Requests.Etcd("keys")], cancel));
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
