using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Swarm.Tests;

/// <summary>The swarm's machines.</summary>
public sealed class NodeTests(LabFixture lab)
{
    [Fact]
    public async Task ListNodes_OneAgentRenewsItsLease_ThatOneIsUp()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "nodes");
        using var agent = CancellationTokenSource.CreateLinkedTokenSource(scene.Cancel);
        var renewing = RenewAsync(scene.Store, "N5", agent.Token);

        var nodes = await scene.Platform.ListNodesAsync(scene.Cancel);

        Assert.Equal(["n1", "n2", "n3", "n4", "n5"], nodes.Select(n => n.Name));
        Assert.Equal(["a", "b", "c", "a", "b"], nodes.Select(n => n.Zone));
        Assert.Equal(2, nodes.Count(n => n.Role == "worker"));
        Assert.Single(nodes, n => n.Role == "leader");
        Assert.Equal((NodePhase.Up, "unix:///agent"), (nodes[4].Phase, nodes[4].Endpoint));
        Assert.True(nodes[4].Memory.Bytes > 0);
        Assert.Equal((NodePhase.Down, "No agent of the cluster has its lease: install it there (docs/swarm.md)."), (nodes[3].Phase, nodes[3].Reason));
        await agent.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => renewing);
    }

    [Fact]
    public async Task Check_NoManagersAllowedNoPluginNoLabel_NamesAllOfIt()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "check");

        Assert.Equal(
            [
                "zone a: no node can take members: n1 is a manager; n4 lacks the volume plugin 'firecamp' "
                    + "(Install-FireCampAgent, or New-FireCampCluster -InstallAgent).",
                "zone c: no node can take members: n3 is a manager.",
                "zone z: no node can take members: none has the label 'zone=z' (docker node update --label-add).",
            ],
            (await scene.Platform.CheckAsync([scene.Member("a"), scene.Member("c"), scene.Member("z")], scene.Cancel))
                .Select(m => m.ToString()));
        Assert.Equal(["n4", "n5"], (await scene.Platform.CheckNodesAsync(scene.Cancel)).Select(m => m.Where).Order());
    }

    [Fact]
    public async Task Drain_ForEachReason_LetsBackOnlyAsItShould()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "drain");
        await scene.Nodes.DrainAsync("n5", DrainReason.Lost, scene.Cancel);
        Assert.Equal("pause Lost", await SpecAsync(scene));
        Assert.Equal(NodePhase.Down, await PhaseAsync(scene));
        await scene.Nodes.LetBackAsync("n5", DrainReason.Lost, scene.Cancel);
        await scene.Nodes.LetBackAsync("n5", DrainReason.Lost, scene.Cancel);
        Assert.Equal("active ", await SpecAsync(scene));

        await scene.Nodes.DrainAsync("n5", DrainReason.Suspended, scene.Cancel);
        await scene.Nodes.DrainAsync("n5", DrainReason.Lost, scene.Cancel);
        await scene.Nodes.LetBackAsync("n5", DrainReason.Lost, scene.Cancel);
        Assert.Equal("drain Suspended", await SpecAsync(scene));
        await scene.Nodes.CloseAsync("n5", scene.Cancel);
        Assert.Equal("drain Suspended", await SpecAsync(scene));
        Assert.True((await StatusAsync(scene)).IsSuspended);
        await scene.Nodes.LetBackAsync("n5", DrainReason.Suspended, scene.Cancel);
        Assert.Equal("active ", await SpecAsync(scene));

        Assert.Equal(
            "NodeNotFound",
            (await Assert.ThrowsAsync<NotFoundException>(() => scene.Nodes.DrainAsync("n9", DrainReason.Lost, scene.Cancel))).ErrorId);
    }

    [Fact]
    public async Task Close_AWorker_PausesItUntilAPersonLetsItBack()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "close");
        await scene.Nodes.CloseAsync("n5", scene.Cancel);
        await scene.Nodes.CloseAsync("n5", scene.Cancel);
        await scene.Nodes.LetBackAsync("n5", DrainReason.Lost, scene.Cancel);
        Assert.Equal("pause Suspended", await SpecAsync(scene));
        await scene.Nodes.DrainAsync("n5", DrainReason.Suspended, scene.Cancel);
        Assert.Equal("drain Suspended", await SpecAsync(scene));
        await scene.Nodes.LetBackAsync("n5", DrainReason.Suspended, scene.Cancel);
        Assert.Equal("active ", await SpecAsync(scene));
    }

    private static async Task<NodePhase> PhaseAsync(SwarmScene scene) => (await StatusAsync(scene)).Phase;

    private static async Task<NodeStatus> StatusAsync(SwarmScene scene)
        => (await scene.Platform.ListNodesAsync(scene.Cancel)).Single(n => n.Name == "n5");

    private async Task<string> SpecAsync(SwarmScene scene)
    {
        const string Format = "{{.Spec.Availability}} {{index .Spec.Labels \"firecamp.drained\"}}";
        return (await lab.Lab.DockerAsync(3, ["node", "inspect", "--format", Format, "n5"], scene.Cancel)).TrimEnd('\n');
    }

    private static async Task RenewAsync(IMetadataStore store, string node, CancellationToken cancel)
    {
        for (var count = 1; ; count++)
        {
            var lease = new NodeLease(node, "holder", count, TimeSpan.FromSeconds(10), "unix:///agent", Released: false);
            await store.UpdateAsync(Keys.Lease(node), _ => lease, MetadataJson.Default.NodeLease, cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);
        }
    }
}
