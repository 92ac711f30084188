using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Swarm.Tests;

/// <summary>Managers that are the wrong ones, unreachable, or electing.</summary>
public sealed class ManagerTests(LabFixture lab)
{
    [Fact]
    public async Task Check_AllThatCanBeWrong_IsNamedAtOnce()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "wrong");
        using var swarm = lab.Connect(lab.Endpoint(1), lab.Endpoint(4), "tcp://127.0.0.1:1");

        var mistakes = await swarm.CheckAsync(scene.Cancel);

        Assert.Equal([lab.Endpoint(4), "tcp://127.0.0.1:1"], mistakes.Select(m => m.Where));
        Assert.Contains("is a worker of its swarm", mistakes[0].Message, StringComparison.Ordinal);
        Assert.Contains("can't be reached", mistakes[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_WorkerOrUnreachableOrOfAnotherAuthority_SayWhichItIs()
    {
        lab.Require();
        using var worker = new SwarmScene(lab, "worker", lab.Endpoint(4));
        Assert.Equal("NotSwarmManager", (await FailAsync(worker)).ErrorId);
        Assert.Contains("is a worker", Assert.Single(await worker.Platform.CheckAsync([], worker.Cancel)).Message, StringComparison.Ordinal);

        using var nobody = new SwarmScene(lab, "nobody", "tcp://127.0.0.1:1");
        Assert.Contains("can't be reached", Assert.Single(await nobody.Platform.CheckAsync([], nobody.Cancel)).Message, StringComparison.Ordinal);
        Assert.Empty(await nobody.Platform.ListNodesAsync(nobody.Cancel));

        // The client's own certificate is no authority, so nothing that the manager shows is signed by it.
        using var stranger = new SwarmConnection(
            new SwarmConnectionSpec
            {
                Endpoints = [lab.Endpoint(1)],
                CaFile = lab.Lab.Env["LAB_TLS_CERTIFICATE"],
                CertificateFile = lab.Lab.Env["LAB_TLS_CERTIFICATE"],
                KeyFile = lab.Lab.Env["LAB_TLS_KEY"],
            },
            TimeProvider.System);
        Assert.Contains(
            "don't accept each other's certificates", Assert.Single(await stranger.CheckAsync(worker.Cancel)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_OfAManager_WorksWithoutCertificates()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "socket");
        var spec = new SwarmConnectionSpec { Endpoints = [lab.Lab.Env["LAB_DOCKER_HOSTS"].Split(',')[0]] };
        using var swarm = new SwarmConnection(spec, TimeProvider.System);

        Assert.Empty(await swarm.CheckAsync(scene.Cancel));
    }

    [Fact]
    public async Task Ensure_ManagersAreLostAndReturn_WaitsAndGoesOn()
    {
        lab.Require();
        using var scene = new SwarmScene(lab, "election");
        var member = scene.Member("b");
        await scene.Platform.EnsureMemberAsync(member, "first", scene.Cancel);
        await scene.RunsAsync("n5");

        await lab.Lab.CrashAsync(1, scene.Cancel);
        await lab.Lab.CrashAsync(2, scene.Cancel);
        var restarting = AgainAndAgainAsync(() => scene.Platform.EnsureMemberAsync(member, "second", scene.Cancel));
        await scene.BecomesAsync(u => u.Reason.StartsWith("Listing the swarm's", StringComparison.Ordinal), "told to be unknown to the managers");
        Assert.False(restarting.IsCompleted);
        await Task.WhenAll(lab.Lab.BootAsync(1, scene.Cancel), lab.Lab.BootAsync(2, scene.Cancel));
        await restarting;

        await scene.RunsAsync("n5");
        await AgainAndAgainAsync(() => scene.Platform.RemoveMemberAsync("s", "s-0", scene.Cancel));
        foreach (var manager in new[] { 1, 2, 3 })
        {
            await lab.Lab.BecomesAsync(manager, s => s.IsReady, "ready", scene.Cancel);
        }
    }

    // As an operation's step does.
    private static async Task AgainAndAgainAsync(Func<Task> act)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (SwarmUnavailableException)
            {
                // The test's own deadline ends it.
            }
        }
    }

    private static Task<FireCampException> FailAsync(SwarmScene scene)
        => Assert.ThrowsAsync<FireCampException>(() => scene.Platform.EnsureMemberAsync(scene.Member("b"), "t", scene.Cancel));
}
