using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Swarm.Agent.Tests;

/// <summary>What dockerd makes of the agent as its volume driver, and of one that is slow, refuses or is away.</summary>
public sealed class DriverTests(AgentLab lab)
{
    private static readonly LabMachine Node = 1;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Volumes_OfTheCluster_AreThereAndOthersAreRefused()
    {
        var member = await lab.AddRedisAsync("named");
        var volume = member.Volumes[0].Name;
        await lab.Lab.DockerAsync(Node, ["volume", "create", "--driver", "firecamp", volume], None);
        Assert.Equal("firecamp global\n", await lab.Lab.DockerAsync(Node, ["volume", "inspect", volume, "--format", "{{.Driver}} {{.Scope}}"], None));
        await lab.Lab.DockerAsync(Node, ["volume", "rm", volume], None);
        Assert.NotNull(await lab.Volumes.FindAsync(volume, None));
        await RefusedAsync("belongs to cluster t2", "volume", "create", "--driver", "firecamp", "fc_t2_named-0");
        await RefusedAsync("is no volume of FireCamp's", "volume", "create", "--driver", "firecamp", "other");
    }

    [Fact]
    public async Task Mount_OfNoMemberOrAStoppedOne_FailsWithTheReason()
    {
        var member = await lab.AddRedisAsync("halted", meantToRun: false);
        await FailsAsync(member, "VolumeDriver.Mount: halted-0 is not meant to run.");
        await FailsAsync(
            member with { Name = "nobody-0", Volumes = [member.Volumes[0] with { Name = "fc_t1_nobody-0" }] },
            "There is no member named 'nobody-0'.");
        Assert.Null(await lab.ClaimAsync(member));
    }

    [Fact]
    public async Task Mount_WhileAnotherNodeHasTheClaim_WaitsForItsRelease()
    {
        var member = await lab.AddRedisAsync("waits");
        var key = Keys.Claim("waits", member.Name);
        await lab.Store.PutAsync(Keys.Lease("n9"), new NodeLease("n9", "h", 1, TimeSpan.FromMinutes(5), "unix:///none", false), 0,
            MetadataJson.Default.NodeLease, None);
        await lab.Store.PutAsync(key, new MemberClaim("waits", member.Name, "n9", "h", 7, false), 0, MetadataJson.Default.MemberClaim, None);
        var running = lab.RunAsync(Node, member);
        await Soon.TrueAsync(async () => (await lab.UnitAsync(member)).Node == "n1", () => $"dockerd asks\n{lab.Logs()}", None);
        Assert.NotEmpty(await lab.Lab.DockerAsync(
            Node, ["ps", "--all", "--quiet", "--filter", $"name={member.Name}", "--filter", "status=created"], None));
        await lab.Store.UpdateAsync(key, c => c! with { Released = true }, MetadataJson.Default.MemberClaim, None);
        await running;
        Assert.Equal(8, (await lab.ReadyAsync(member)).Epoch);
        await lab.DeleteAsync(Node, member);
    }

    [Fact]
    public async Task Unmount_WhileTheAgentIsAway_IsMadeUpForByTheNextAgent()
    {
        var member = await lab.AddRedisAsync("forgot");
        await lab.RunAsync(Node, member);
        await lab.ReadyAsync(member);
        await lab.Lab.HoldAsync(Node, "hook", None);
        var deleting = lab.DeleteAsync(Node, member);
        await lab.Lab.ReleaseAsync(Node, "hook", None);
        await deleting;
        await lab.ReleasedAsync(member);
        await Soon.TrueAsync(async () => (await lab.UnitAsync(member)).Node is null, () => $"given up\n{lab.Logs()}", None);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Dockerd_EndedAndStartedAgain_LeadsToANewContainerAndOneServer(string signal)
    {
        var member = await lab.AddRedisAsync($"daemon-{signal.ToLowerInvariant()}");
        await lab.RunAsync(Node, member, "--restart", "always");
        var before = await lab.ReadyAsync(member);
        await lab.Lab.SignalAsync(Node, "docker", signal, None);
        var after = await lab.ReportAsync(member, r => r.Phase == MemberPhase.Ready && r.ProcessId != before.ProcessId, "ready again");
        Assert.False(await lab.RunsAsync(Node, before.ProcessId!.Value));
        Assert.True(await lab.RunsAsync(Node, after.ProcessId!.Value));
        await lab.DeleteAsync(Node, member);
    }

    [Fact]
    public async Task Mount_Refused_IsSaidByTheSwarm()
    {
        var member = await lab.AddRedisAsync("refused", meantToRun: false);
        await lab.Lab.DockerAsync(Node,
            [
                "service", "create", "--quiet", "--detach", "--name", "t1_refused-0", "--network", "host", "--restart-delay", "1s",
                "--mount", $"type=volume,source={member.Volumes[0].Name},target=/firecamp/data,volume-driver=firecamp,volume-nocopy",
                "--entrypoint", AgentLab.Shell, "redis:7.0", "-c", AgentLab.AtGate,
            ], None);
        var said = "";
        await Soon.TrueAsync(
            async () => (said = await lab.Lab.DockerAsync(
                Node, ["service", "ps", "--no-trunc", "--format", "{{.Error}}", "t1_refused-0"], None))
                .Contains("VolumeDriver.Mount: refused-0 is not meant to run.", StringComparison.Ordinal),
            () => $"the swarm says why: {said}", None);
        await lab.Lab.DockerAsync(Node, ["service", "rm", "t1_refused-0"], None);
    }

    // As dockerd does after 120 s: it drops the request and posts another with another id, and never takes the first one back.
    [Fact]
    public async Task Mount_DroppedAndAskedForAgain_IsGrantedOnceAndGivenUpWithTheSecond()
    {
        var member = await lab.AddRedisAsync("dropped");
        var volume = member.Volumes[0].Name;
        await AskAsync("Mount", volume, "first", "--max-time", "0.2");
        Assert.Contains("Mountpoint", await AskAsync("Mount", volume, "second"), StringComparison.Ordinal);
        Assert.Equal("""{"Err":""}""", await AskAsync("Unmount", volume, "first"));
        Assert.Contains("Mountpoint", await AskAsync("Path", volume, ""), StringComparison.Ordinal);
        Assert.Equal("""{"Err":""}""", await AskAsync("Unmount", volume, "second"));
        await lab.ReleasedAsync(member);
        Assert.Equal("""{"Err":""}""", await AskAsync("Unmount", "nobody's", "third"));
    }

    // dockerd tries to reach the driver for some 30 s. Both at once, because both have to wait for that.
    [Fact]
    public async Task Driver_AwayForLong_StartsNothingMeanwhileAndMakesUpForUnmountsLater()
    {
        var (stopped, started) = (await lab.AddRedisAsync("stopped"), await lab.AddRedisAsync("started"));
        await lab.RunAsync(Node, stopped);
        await lab.ReadyAsync(stopped);
        await lab.Lab.HoldAsync(Node, "hook", None);
        var refused = Assert.ThrowsAsync<InvalidOperationException>(() => lab.RunAsync(Node, started));
        await lab.DeleteAsync(Node, stopped);
        await refused;
        Assert.True(await lab.ClaimAsync(stopped) is { Released: false });
        await lab.Lab.ReleaseAsync(Node, "hook", None);
        await lab.ReleasedAsync(stopped);
        await lab.Lab.DockerAsync(Node, ["rm", "--force", started.Name], None);
        await lab.RunAsync(Node, started);
        await lab.ReadyAsync(started);
        await lab.DeleteAsync(Node, started);
    }

    [Fact]
    public async Task Dockerd_StartedWhileNoStoreIsThere_IsAnsweredAtOnceAndToldWhyItMayNotMount()
    {
        Assert.SkipUnless(lab.Missing.Length == 0, $"missing: {lab.Missing}");
        const string Socket = "/run/waiting.sock";
        var agent = lab.Lab.ExecAsync(Node,
            [
                "sh", "-c", $"timeout -s KILL 60 {AgentLab.AgentCommand} --home /run/waiting --cluster t9 --node n1 --platform Swarm "
                    + $"--store etcd://127.0.0.1:1 --plugin-socket {Socket}; :",
            ], None);
        var answer = "";
        await Soon.TrueAsync(
            async () => (answer = await AskAtAsync(Socket, "Get", "fc_t9_any-0", "")) == """{"Volume":{"Name":"fc_t9_any-0","Mountpoint":""}}""",
            () => $"the driver answers: {answer}", None);
        Assert.Equal("""{"Err":""}""", await AskAtAsync(Socket, "Unmount", "fc_t9_any-0", "1"));
        Assert.Equal("", await AskAtAsync(Socket, "Mount", "fc_t9_any-0", "1", "--max-time", "1"));
        Assert.False(agent.IsCompleted);
        await lab.Lab.ExecAsync(Node, ["sh", "-c", "kill -KILL $(cat /run/waiting/clusters/t9/nodes/n1/agent.pid)"], None);
        await agent;
    }

    [Fact]
    public async Task Stop_OfAContainerAtItsGate_IsHeededAtOnce()
    {
        Assert.SkipUnless(lab.Missing.Length == 0, $"missing: {lab.Missing}");
        await lab.Lab.ExecAsync(Node, ["sh", "-c", "mkdir -p /run/nobody/run; test -p /run/nobody/run/gate || mkfifo /run/nobody/run/gate"], None);
        await lab.Lab.DockerAsync(Node,
            [
                "run", "--detach", "--name", "gated", "--volume", "/run/nobody:/firecamp/data", "--entrypoint", AgentLab.Shell,
                "redis:7.0", "-c", AgentLab.AtGate,
            ], None);
        await lab.Lab.DockerAsync(Node, ["stop", "--time", "600", "gated"], None);
        Assert.NotEqual("137\n", await lab.Lab.DockerAsync(Node, ["inspect", "gated", "--format", "{{.State.ExitCode}}"], None));
        await lab.Lab.DockerAsync(Node, ["rm", "gated"], None);
    }

    private Task<string> AskAsync(string call, string volume, string id, params string[] more)
        => AskAtAsync("/run/docker/plugins/firecamp.sock", call, volume, id, more);

    // Ends well also when there is no answer in time.
    private Task<string> AskAtAsync(string socket, string call, string volume, string id, params string[] more)
        => lab.Lab.ExecAsync(Node,
            [
                "sh", "-c", "curl --silent \"$@\" || :", "curl", "--unix-socket", socket, .. more, "--data-binary",
                $$"""{"Name":"{{volume}}","ID":"{{id}}"}""", $"http://driver/VolumeDriver.{call}",
            ], None);

    private async Task FailsAsync(MemberSpec member, string why)
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.RunAsync(Node, member));
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        await lab.DeleteAsync(Node, member);
    }

    private async Task RefusedAsync(string why, params string[] command)
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Lab.DockerAsync(Node, command, None));
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }
}
