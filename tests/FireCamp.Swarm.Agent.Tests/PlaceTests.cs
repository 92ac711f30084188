using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Swarm.Agent.Tests;

/// <summary>A member in a container that a node's dockerd runs by the agent's leave.</summary>
public sealed class PlaceTests(AgentLab lab)
{
    private static readonly LabMachine First = 1;
    private static readonly LabMachine Second = 2;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Run_OfAContainer_StartsTheMemberAsItsUserWithItsSecretsOnlyInside()
    {
        var member = await lab.AddRedisAsync("alone");
        await lab.RunAsync(First, member);
        var ready = await lab.ReadyAsync(member);
        Assert.Equal(("n1", "1", 1L), (ready.Node, ready.RunToken, ready.Epoch));
        Assert.Equal("n1", (await lab.UnitAsync(member)).Node);
        Assert.Equal("redis /firecamp/data /firecamp/data", await lab.ShellAsync(member, "echo $(id -un) $PWD $HOME"));
        Assert.Equal("redis redis-server", await lab.ShellAsync(member, "echo $(stat -c %U /proc/1) $(cat /proc/1/comm)"));
        Assert.Equal("OK", await lab.ShellAsync(member, Redis("set k v")));
        Assert.DoesNotContain("$HOME", await lab.Lab.DockerAsync(First, ["inspect", member.Name], None), StringComparison.Ordinal);
        await Soon.TrueAsync(
            () => Directory.EnumerateFiles(Path.Combine(lab.Paths.LogsFolder, "alone-0"))
                .Any(f => File.ReadAllText(f).Contains("Ready to accept", StringComparison.Ordinal)),
            "redis's log has come through", None);
        await lab.DeleteAsync(First, member);
    }

    [Fact]
    public async Task Stop_OfTheContainer_GivesTheMemberUpAndAnotherNodeGoesOnWithItsData()
    {
        var member = await lab.AddRedisAsync("moves");
        await lab.RunAsync(First, member);
        await lab.ReadyAsync(member);
        await lab.ShellAsync(member, Redis("set k kept"));
        await lab.Lab.DockerAsync(First, ["stop", member.Name], None);
        await lab.ReleasedAsync(member);
        Assert.Null((await lab.UnitAsync(member)).Node);
        Assert.Null((await lab.Volumes.FindAsync(member.Volumes[0].Name, None))!.Node);
        Assert.Equal(MemberPhase.Stopped, (await lab.ReportAsync(member, _ => true, "reported")).Phase);

        await lab.RunAsync(Second, member);
        Assert.Equal("n2", (await lab.ReadyAsync(member, afterEpoch: 1)).Node);
        Assert.Equal("kept", await lab.ShellAsync(member, Redis("get k")));
        await lab.DeleteAsync(Second, member);
    }

    [Fact]
    public async Task Kill_OfTheServer_IsRestartedByDockerUnderTheSameClaim()
    {
        var member = await lab.AddRedisAsync("dies");
        await lab.RunAsync(First, member, "--restart", "always");
        var before = await lab.ReadyAsync(member);
        await lab.Lab.ExecAsync(First, ["kill", "-KILL", $"{before.ProcessId}"], None);
        var after = await lab.ReportAsync(member, r => r.Phase == MemberPhase.Ready && r.ProcessId != before.ProcessId, "ready again");
        Assert.Equal((before.Epoch, 1), (after.Epoch, after.Failures));
        await lab.DeleteAsync(First, member);
    }

    [Fact]
    public async Task Lease_TakenByAnother_KillsTheContainerAndTheNextOneHasANewEpoch()
    {
        var member = await lab.AddRedisAsync("loses");
        await lab.RunAsync(Second, member, "--restart", "always");
        var before = await lab.ReadyAsync(member);
        await lab.Store.UpdateAsync(Keys.Lease("n2"), l => l! with { Holder = "another" }, MetadataJson.Default.NodeLease, None);
        await Soon.TrueAsync(async () => !await lab.RunsAsync(Second, before.ProcessId!.Value), () => $"killed\n{lab.Logs()}", None);
        var after = await lab.ReadyAsync(member, before.Epoch);
        Assert.Equal("n2", after.Node);
        await lab.DeleteAsync(Second, member);
    }

    [Fact]
    public async Task Agent_KilledAndStartedAgainAtOnce_GoesOnWithWhatRuns()
    {
        var member = await lab.AddRedisAsync("adopted");
        await lab.RunAsync(Second, member);
        var before = await lab.ReadyAsync(member);
        var claim = await lab.ClaimAsync(member);
        var ups = lab.UpsOf("n2");
        await lab.Lab.SignalAsync(Second, "hook", "KILL", None);
        await Soon.TrueAsync(() => lab.UpsOf("n2") > ups, "the agent is up again", None);
        await Soon.TrueAsync(async () => await lab.TryShellAsync(member, "true"), () => $"the new agent has the member\n{lab.Logs()}", None);
        var after = await lab.ReadyAsync(member);
        Assert.Equal((before.ProcessId, before.Epoch, before.RunToken, 0), (after.ProcessId, after.Epoch, after.RunToken, after.Failures));
        Assert.Equal(claim, await lab.ClaimAsync(member));
        Assert.Equal("OK", await lab.ShellAsync(member, Redis("set k v")));
        await lab.Lab.DockerAsync(Second, ["stop", member.Name], None);
        await lab.ReleasedAsync(member);
        await lab.DeleteAsync(Second, member);
    }

    [Fact]
    public async Task Agent_KilledAndStartedAgainWithoutItsHold_EndsWhatNobodyLookedAfterAndBeginsAnew()
    {
        var member = await lab.AddRedisAsync("orphan");
        await lab.RunAsync(Second, member, "--restart", "always");
        var before = await lab.ReadyAsync(member);
        await lab.Lab.SignalAsync(Second, "hook", "STOP", None);
        await lab.Lab.ExecAsync(Second, ["sh", "-c", "rm /run/firecamp/*.hold"], None);
        Assert.True(await lab.RunsAsync(Second, before.ProcessId!.Value));
        await lab.Lab.SignalAsync(Second, "hook", "KILL", None);
        var after = await lab.ReadyAsync(member, before.Epoch);
        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.False(await lab.RunsAsync(Second, before.ProcessId!.Value));
        await lab.DeleteAsync(Second, member);
        await lab.ReleasedAsync(member);
    }

    [Fact]
    public async Task Container_ThatDoesNotWaitAtTheGate_IsKilled()
    {
        var member = await lab.AddRedisAsync("stray");
        await lab.Lab.DockerAsync(First,
            [
                "run", "--detach", "--name", "stray-0", "--mount",
                $"type=volume,source={member.Volumes[0].Name},target=/firecamp/data,volume-driver=firecamp,volume-nocopy",
                "redis:7.0", "sleep", "1000",
            ], None);
        await Soon.TrueAsync(
            async () => await lab.Lab.DockerAsync(
                First, ["inspect", "stray-0", "--format", "{{.State.ExitCode}} {{.State.Running}}"], None) == "137 false\n",
            () => $"killed\n{lab.Logs()}", None);
        await lab.DeleteAsync(First, member);
    }

    [Fact]
    public async Task Crash_OfTheNode_SwarmStartsItOnAnotherWithAllThatWasAcknowledged()
    {
        var member = await lab.AddRedisAsync("fails");
        await lab.Lab.DockerAsync(First, ["node", "update", "--availability", "drain", "n1"], None);
        await lab.Lab.DockerAsync(First,
            [
                "service", "create", "--quiet", "--detach", "--name", "t1_fails-0", "--network", "host", "--restart-delay", "1s",
                "--mount", $"type=volume,source={member.Volumes[0].Name},target=/firecamp/data,volume-driver=firecamp,volume-nocopy",
                "--container-label", "firecamp.run-token=1", "--entrypoint", AgentLab.Shell, "redis:7.0", "-c", AgentLab.AtGate,
            ], None);
        var before = await lab.ReadyAsync(member);
        Assert.Equal("n2", before.Node);
        await lab.ShellAsync(member, Redis("set k acknowledged"));
        await lab.Lab.DockerAsync(First, ["node", "update", "--availability", "active", "n1"], None);
        await lab.Lab.CrashAsync(Second, None);
        Assert.Equal("n1", (await lab.ReadyAsync(member, before.Epoch)).Node);
        Assert.Equal("acknowledged", await lab.ShellAsync(member, Redis("get k")));
        await lab.Lab.DockerAsync(First, ["service", "rm", "t1_fails-0"], None);
        await lab.ReleasedAsync(member);
        await lab.Lab.BootAsync(Second, None);
    }

    private static string Redis(string command)
        => $"REDISCLI_AUTH=$(cat conf/password) redis-cli -p $PORT {command}";
}
