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

    [Fact]
    public async Task Dockerd_KilledAndStartedAgain_LeadsToANewContainerAndOneServer()
    {
        var member = await lab.AddRedisAsync("daemon");
        await lab.RunAsync(Node, member, "--restart", "always");
        var before = await lab.ReadyAsync(member);
        await lab.Lab.SignalAsync(Node, "docker", "KILL", None);
        var after = await lab.ReportAsync(member, r => r.Phase == MemberPhase.Ready && r.ProcessId != before.ProcessId, "ready again");
        Assert.False(await lab.RunsAsync(Node, before.ProcessId!.Value));
        Assert.True(await lab.RunsAsync(Node, after.ProcessId!.Value));
        await lab.DeleteAsync(Node, member);
    }

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
