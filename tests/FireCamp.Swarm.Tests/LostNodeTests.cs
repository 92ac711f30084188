using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Lab;

namespace FireCamp.Swarm.Tests;

/// <summary>Nodes whose agents' leases ran out, and the swarm's own patience with nodes.</summary>
public sealed class LostNodeTests(LabFixture lab)
{
    private const string Place = "{{.Spec.UpdateConfig.Order}} {{len .Spec.TaskTemplate.Placement.Constraints}}";

    [Fact]
    public async Task Empty_NodeIsCutOff_StartsItsMemberElsewhereAndLetsItBackWithoutMovingAnything()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "lost");
        var platform = scene.WithOptions(o => o with { OnManagers = true });
        await scene.Nodes.DrainAsync("n1", Engine.Platforms.DrainReason.Suspended, scene.Cancel);
        await platform.EnsureMemberAsync(scene.Member("a"), "1", scene.Cancel);
        await scene.RunsAsync("n4");
        await scene.Nodes.LetBackAsync("n1", Engine.Platforms.DrainReason.Suspended, scene.Cancel);
        try
        {
            await lab.Lab.CutAsync(4, scene.Cancel);
            Assert.Equal(["s-0"], (await scene.Lost.EmptyAsync("N4", scene.Cancel)).Select(m => m.Member));
            Assert.Empty(await scene.Lost.EmptyAsync("n4", scene.Cancel));
            await scene.RunsAsync("n1");
            Assert.EndsWith(" pause", await NodeAsync(scene));
            Assert.Equal("start-first 2", await ServiceAsync(scene));
        }
        finally
        {
            await lab.Lab.HealAsync(4, scene.Cancel);
        }

        var before = await TasksAsync(scene);
        Assert.True(await scene.Lost.LetBackAsync("n4", scene.Cancel));
        Assert.False(await scene.Lost.LetBackAsync("n4", scene.Cancel));
        Assert.Equal("stop-first 1", await ServiceAsync(scene));
        await Soon.TrueAsync(async () => await NodeAsync(scene) == "ready active", () => "n4 is back", scene.Cancel);

        // The swarm may take the lost node's task off its list only when the node is back; no other comes.
        var after = await TasksAsync(scene);
        Assert.NotEmpty(after);
        Assert.Subset(before.ToHashSet(), after.ToHashSet());
        await platform.RemoveMemberAsync("s", "s-0", scene.Cancel);
    }

    [Fact]
    public async Task Tuning_TwoClusters_KeepsWhatWasBeforeUntilTheLastOneIsGone()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "tuned");
        SwarmTuning first = new(scene.Swarm, "first"), second = new(scene.Swarm, "second");
        Assert.Equal(["The swarm's dispatcher heartbeat becomes 5 s; it is 2 s."], await first.DescribeAsync(scene.Cancel));
        await first.ApplyAsync(scene.Cancel);
        await first.ApplyAsync(scene.Cancel);
        Assert.Equal("5s", await HeartbeatAsync(scene));
        Assert.Empty(await second.DescribeAsync(scene.Cancel));
        await second.ApplyAsync(scene.Cancel);
        await first.RestoreAsync(scene.Cancel);
        await first.RestoreAsync(scene.Cancel);
        Assert.Equal("5s", await HeartbeatAsync(scene));
        await second.RestoreAsync(scene.Cancel);
        Assert.Equal("2s", await HeartbeatAsync(scene));
    }

    private async Task<string> HeartbeatAsync(SwarmScene scene)
        => (await lab.Lab.DockerAsync(1, ["info", "--format", "{{.Swarm.Cluster.Spec.Dispatcher.HeartbeatPeriod}}"], scene.Cancel)).Trim();

    private async Task<string> NodeAsync(SwarmScene scene)
        => (await lab.Lab.DockerAsync(3, ["node", "inspect", "--format", "{{.Status.State}} {{.Spec.Availability}}", "n4"], scene.Cancel)).Trim();

    private async Task<string> ServiceAsync(SwarmScene scene)
        => (await lab.Lab.DockerAsync(3, ["service", "inspect", "--format", Place, SwarmNames.ServiceOf(scene.Cluster, "s-0")], scene.Cancel)).Trim();

    private async Task<string[]> TasksAsync(SwarmScene scene)
    {
        var ids = await lab.Lab.DockerAsync(
            3,
            ["service", "ps", "--filter", "desired-state=running", "--format", "{{.ID}}", SwarmNames.ServiceOf(scene.Cluster, "s-0")],
            scene.Cancel);
        return ids.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
