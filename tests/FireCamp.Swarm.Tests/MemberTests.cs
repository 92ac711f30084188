using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Lab;

namespace FireCamp.Swarm.Tests;

/// <summary>A member's life as a Docker service.</summary>
public sealed class MemberTests(LabFixture lab)
{
    [Fact]
    public async Task Member_FromEnsureToRemove_RunsInItsZoneOnceATokenAndLeavesNothing()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "life");
        var member = scene.Member("b");
        await scene.Platform.EnsureSoftwareAsync(member.Workload.Software, new Progress<string>(), scene.Cancel);
        await TwiceAtOnceAsync(() => scene.Platform.EnsureMemberAsync(member, "first", scene.Cancel));
        await scene.RunsAsync("n5");
        Assert.Equal(["running"], await TasksAsync(scene));
        var (version, image) = await ServiceAsync(scene);
        Assert.Matches("^redis:7.0@sha256:[0-9a-f]{64}$", image);
        var key = Keys.Unit("s", "s-0");
        Assert.Equal(image, (await scene.Store.FindAsync(key, PlatformsJson.Default.MemberUnit, scene.Cancel))!.Value.Image);

        await scene.Platform.EnsureMemberAsync(member, "first", scene.Cancel);
        Assert.Equal((version, image), await ServiceAsync(scene));

        await TwiceAtOnceAsync(() => scene.Platform.EnsureMemberAsync(member, "second", scene.Cancel));
        await Soon.TrueAsync(
            async () => (await TasksAsync(scene)).SequenceEqual(["running", "shutdown"]), () => "one more task runs", scene.Cancel);
        await scene.RunsAsync("n5");

        await scene.Platform.StopMemberAsync("S", "S-0", scene.Cancel);
        await scene.Platform.StopMemberAsync("s", "s-0", scene.Cancel);
        await Soon.TrueAsync(async () => (await ContainersAsync(scene)).Length == 0, () => "its container is gone", scene.Cancel);
        Assert.False((await scene.UnitAsync()).MeantToRun);

        await scene.Platform.EnsureMemberAsync(member, "second", scene.Cancel);
        await scene.RunsAsync("n5");
        await scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel);
        Assert.Empty(await ContainersAsync(scene));
        Assert.Empty(await lab.Lab.DockerAsync(3, ["service", "ls", "-q", "-f", "name=life_"], scene.Cancel));
        Assert.Empty(await scene.Platform.ObserveAsync(null, scene.Cancel));
        await scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel);
    }

    [Fact]
    public async Task Observe_CannotRun_SaysWhy()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "reasons");
        var member = scene.Member("nowhere");
        await scene.Platform.EnsureMemberAsync(member, "t", scene.Cancel);
        await scene.BecomesAsync(u => u.Reason.StartsWith("Swarm can't place it: no suitable node", StringComparison.Ordinal), "not placed");

        var fails = scene.WithOptions(o => o with { Command = ["/bin/sh", "-c", "exit 3"] });
        await fails.EnsureMemberAsync(member with { Zone = "b" }, "t", scene.Cancel);
        await scene.BecomesAsync(u => u.Reason.Contains("non-zero exit (3)", StringComparison.Ordinal), "failing");

        var volumes = scene.WithOptions(o => o with { VolumeDriver = "firecamp" });
        await volumes.EnsureMemberAsync(member with { Zone = "b" }, "t", scene.Cancel);
        await scene.BecomesAsync(u => u.Reason.Contains("missing plugin", StringComparison.Ordinal), "without the plugin");

        await scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel);
    }

    [Fact]
    public async Task Ensure_ImageOrNameCannotBeHad_SaysSoAndMakesNoService()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "refused");
        var absent = scene.Member("b", "nosuch:1.0");
        var error = await Assert.ThrowsAsync<FireCampException>(
            () => scene.Platform.EnsureSoftwareAsync(absent.Workload.Software, new Progress<string>(), scene.Cancel));
        Assert.Equal("ImageNotAvailable", error.ErrorId);
        Assert.Contains("manifest unknown", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FireCampException>(() => scene.Platform.EnsureMemberAsync(absent, "t", scene.Cancel));

        await lab.Lab.DockerAsync(
            1, ["service", "create", "--quiet", "--detach", "--replicas", "0", "--name", "refused_s-0", "redis:7.0"], scene.Cancel);
        foreach (var change in (Func<Task>[])
            [
                () => scene.Platform.EnsureMemberAsync(scene.Member("b"), "t", scene.Cancel),
                () => scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel),
            ])
        {
            Assert.Equal("SwarmNameTaken", (await Assert.ThrowsAsync<FireCampException>(change)).ErrorId);
        }

        await lab.Lab.DockerAsync(1, ["service", "rm", "refused_s-0"], scene.Cancel);
        await scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel);
    }

    [Fact]
    public async Task Remove_NodeIsLost_TakesTheClaimOnceTheLeaseIsOver()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "lost");
        var member = scene.Member("a");
        await scene.Platform.EnsureMemberAsync(member, "t", scene.Cancel);
        await scene.RunsAsync("n4");
        await scene.Store.PutAsync(
            Keys.Lease("n4"), new NodeLease("n4", "holder", 1, TimeSpan.FromSeconds(2), "", false), 0, MetadataJson.Default.NodeLease, scene.Cancel);
        await scene.Store.PutAsync(
            Keys.Claim("s", "s-0"), new MemberClaim("s", "s-0", "n4", "holder", 1, false), 0, MetadataJson.Default.MemberClaim, scene.Cancel);

        await lab.Lab.CrashAsync(4, scene.Cancel);
        await scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel);

        Assert.Null(await scene.Store.FindAsync(Keys.Claim("s", "s-0"), scene.Cancel));
        Assert.Empty(await scene.Store.ListAsync(Keys.Units(), scene.Cancel));
        await lab.Lab.BootAsync(4, scene.Cancel);
        await lab.Lab.BecomesAsync(4, s => s.IsReady, "ready", scene.Cancel);
    }

    /// <summary>As two sessions that resume the same operation would: one of them finds that the other was quicker.</summary>
    private static Task TwiceAtOnceAsync(Func<Task> change) => Task.WhenAll(Task.Run(change), Task.Run(change));

    /// <summary>The states of its tasks, the newest first.</summary>
    private async Task<IReadOnlyList<string>> TasksAsync(SwarmScene scene)
        => [.. (await lab.Lab.DockerAsync(2, ["service", "ps", "--format", "{{.CurrentState}}", Name(scene)], scene.Cancel))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0].ToLowerInvariant())];

    private async Task<(string Version, string Image)> ServiceAsync(SwarmScene scene)
    {
        string[] inspect = ["service", "inspect", "--format", "{{.Version.Index}} {{.Spec.TaskTemplate.ContainerSpec.Image}}", Name(scene)];
        var words = (await lab.Lab.DockerAsync(2, inspect, scene.Cancel)).Trim().Split(' ');
        return (words[0], words[1]);
    }

    private Task<string> ContainersAsync(SwarmScene scene)
        => lab.Lab.DockerAsync(5, ["ps", "--quiet", "--filter", $"label={SwarmNames.Cluster}={scene.Cluster}"], scene.Cancel);

    private static string Name(SwarmScene scene) => SwarmNames.ServiceOf(scene.Cluster, "s-0");
}
