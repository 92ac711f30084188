using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>A look at a member tells of the time after it was asked for, and of no time before.</summary>
public sealed class LookTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Look_AtAMemberThatChanged_IsInTheStoreOnceItReturns()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(Saying("echo reason=$(cat state)"));
        await cluster.ReadyAsync("svc-0");
        foreach (var state in Enumerable.Range(1, 20).Select(i => $"state {i}"))
        {
            await SayAsync(cluster, state);
            await cluster.Executor.LookAsync("svc", "svc-0", None);
            Assert.Equal(state, (await cluster.ReportAsync("svc-0"))!.Reason);
        }
    }

    [Fact]
    public async Task Look_AtAMemberThatDidNotChange_ReturnsWithoutAnotherReport()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0));
        await cluster.ReadyAsync("svc-0");
        var before = await cluster.Store.FindAsync(Keys.Report("svc", "svc-0"), None);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Executor.LookAsync("svc", "svc-0", None)));
        Assert.Equal(before, await cluster.Store.FindAsync(Keys.Report("svc", "svc-0"), None));
    }

    [Fact]
    public async Task Look_WhileAProbeIsUnderWay_WaitsForTheOneAfterIt()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(Saying("said=$(cat state); touch asked; while [ -e held ]; do sleep 0.01; done; echo reason=$said"));
        await cluster.ReadyAsync("svc-0");
        await SayAsync(cluster, "old");
        await File.WriteAllTextAsync(Path.Combine(cluster.ContentOf("svc-0"), "held"), "", None);
        File.Delete(Path.Combine(cluster.ContentOf("svc-0"), "asked"));
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(cluster.ContentOf("svc-0"), "asked")), "a probe is under way");
        await SayAsync(cluster, "new");
        var look = cluster.Executor.LookAsync("svc", "svc-0", None);
        await cluster.Executor.ExecuteAsync("svc", "svc-0", new() { Command = ["rm", "held"] }, null, None);
        await look;
        Assert.Equal("new", (await cluster.ReportAsync("svc-0"))!.Reason);
    }

    [Fact]
    public async Task Look_AtAMemberThatDoesNotRun_FailsForNow()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await ExpectAwayAsync(cluster);
        var member = TestWorkload.Member(0, "exit 3");
        await cluster.AddAsync(member);
        await cluster.UntilAsync("svc-0", r => r.Failures > 1, "failed twice");
        await ExpectAwayAsync(cluster);
        await cluster.Platform.StopMemberAsync("svc", "svc-0", None);
        await cluster.UntilAsync("svc-0", r => r.Phase == MemberPhase.Stopped, "stopped");
        await ExpectAwayAsync(cluster);
    }

    [Fact]
    public async Task Look_AtAMemberThatEndsMeanwhile_FailsForNow()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(Saying("touch asked; while [ -e held ]; do sleep 0.01; done"));
        var running = await cluster.ReadyAsync("svc-0");
        await File.WriteAllTextAsync(Path.Combine(cluster.ContentOf("svc-0"), "held"), "", None);
        File.Delete(Path.Combine(cluster.ContentOf("svc-0"), "asked"));
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(cluster.ContentOf("svc-0"), "asked")), "a probe is under way");
        var look = cluster.Executor.LookAsync("svc", "svc-0", None);
        using (var process = System.Diagnostics.Process.GetProcessById(running.ProcessId!.Value))
        {
            process.Kill();
        }

        var error = await Assert.ThrowsAnyAsync<FireCampException>(() => look);
        Assert.Equal(("MemberNotRunning", true), (error.ErrorId, error.IsTemporary));
    }

    private static MemberSpec Saying(string script) => TestWorkload.Member(0).With(w => w with
    {
        Probe = new ProbeSpec
        {
            Command = ["sh", "-c", $"[ -e state ] || echo begun > state; echo ready=true; {script}"], Timeout = TimeSpan.FromSeconds(20),
        },
    });

    private static async Task SayAsync(TestNodes cluster, string state)
    {
        var file = Path.Combine(cluster.ContentOf("svc-0"), "state");
        await File.WriteAllTextAsync($"{file}.new", state, None);
        File.Move($"{file}.new", file, overwrite: true);
    }

    private static async Task ExpectAwayAsync(TestNodes cluster)
    {
        var error = await Assert.ThrowsAnyAsync<FireCampException>(() => cluster.Executor.LookAsync("svc", "svc-0", None));
        Assert.Equal(("MemberNotRunning", true), (error.ErrorId, error.IsTemporary));
    }
}
