using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>Nodes that die, freeze and come back, as real processes.</summary>
public sealed class FailoverTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Crash_OfANode_EndsItsMemberAndRunsItElsewhereOnTheSameVolume()
    {
        await using var cluster = await TestNodes.StartAsync(3);
        await cluster.AddAsync(TestWorkload.Member(0));
        var before = await cluster.ReadyAsync("svc-0");
        var crashed = TimeProvider.System.GetTimestamp();
        await cluster.Nodes.CrashAsync(cluster.Node(before.Node), None);
        await Eventually.TrueAsync(() => !Processes.IsAlive(before.ProcessId!.Value), "the member of a dead node is dead");
        TestContext.Current.SendDiagnosticMessage($"dead after {TimeProvider.System.GetElapsedTime(crashed).TotalMilliseconds:0} ms");
        var after = await cluster.UntilAsync("svc-0", r => r.Node != before.Node && r.Phase == MemberPhase.Ready, "ready elsewhere");
        TestContext.Current.SendDiagnosticMessage($"ready after {TimeProvider.System.GetElapsedTime(crashed).TotalMilliseconds:0} ms");
        Assert.Equal(before.Epoch + 1, after.Epoch);
        Assert.Equal([before.Node, after.Node], cluster.StartsOf("svc-0"));
    }

    [Fact]
    public async Task Crash_OfANodeWithManyMembers_RunsThemAllElsewhere()
    {
        await using var cluster = await TestNodes.StartAsync(2);
        await cluster.Nodes.CrashAsync(cluster.Node("node-2"), None);
        string[] members = [.. Enumerable.Range(0, 5).Select(n => $"svc-{n}")];
        await Task.WhenAll(Enumerable.Range(0, 5).Select(n => cluster.AddAsync(TestWorkload.Member(n))));
        await Task.WhenAll(members.Select(m => cluster.UntilAsync(m, r => r is { Node: "node-1", Phase: MemberPhase.Ready }, "ready on node-1")));
        await cluster.Nodes.StartAsync(cluster.Node("node-2"), None);
        var crashed = TimeProvider.System.GetTimestamp();
        await cluster.Nodes.CrashAsync(cluster.Node("node-1"), None);
        await Task.WhenAll(members.Select(m => cluster.UntilAsync(m, r => r is { Node: "node-2", Phase: MemberPhase.Ready }, "ready on node-2")));
        TestContext.Current.SendDiagnosticMessage($"all ready after {TimeProvider.System.GetElapsedTime(crashed).TotalMilliseconds:0} ms");
        Assert.All(members, m => Assert.Empty(cluster.CollisionsOf(m)));
    }

    [Fact]
    public async Task Freeze_PastTheLeaseAndThaw_NeverRunsTwoCopies()
    {
        await using var cluster = await TestNodes.StartAsync(3);
        await cluster.AddAsync(TestWorkload.Member(0));
        var before = await cluster.ReadyAsync("svc-0");
        var holder = (await cluster.LeaseAsync(before.Node)).Holder;
        cluster.Nodes.Freeze(cluster.Node(before.Node));
        Assert.True(Processes.IsAlive(before.ProcessId!.Value), "a frozen agent kills nobody");
        var after = await cluster.UntilAsync("svc-0", r => r.Node != before.Node && r.Phase == MemberPhase.Ready, "ready elsewhere");
        Assert.False(Processes.IsAlive(before.ProcessId!.Value), "the fence has killed the old copy");
        cluster.Nodes.Thaw(cluster.Node(before.Node));
        await cluster.UntilLeaseAsync(before.Node, l => l.Holder != holder, "taken under a new holder id");
        Assert.Equal(after with { Since = default }, (await cluster.ReportAsync("svc-0"))! with { Since = default });
        Assert.True(Processes.IsAlive(after.ProcessId!.Value), "the thawed node leaves the new copy alone");
        Assert.Empty(cluster.CollisionsOf("svc-0"));
        Assert.Equal([before.Node, after.Node], cluster.StartsOf("svc-0"));
    }

    [Fact]
    public async Task Start_OfACrashedNodeAtOnce_RunsItsMembersThereAgain()
    {
        await using var cluster = await TestNodes.StartAsync(2);
        await cluster.AddAsync(TestWorkload.Member(0));
        var before = await cluster.ReadyAsync("svc-0");
        await cluster.Nodes.CrashAsync(cluster.Node(before.Node), None);
        await cluster.Nodes.StartAsync(cluster.Node(before.Node), None);
        var after = await cluster.UntilAsync("svc-0", r => r.Epoch > before.Epoch && r.Phase == MemberPhase.Ready, "ready again");
        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.Empty(cluster.CollisionsOf("svc-0"));
    }

    [Fact]
    public async Task Stop_OfANode_ReleasesItsMembersInOrderAndOthersTakeThemAtOnce()
    {
        await using var cluster = await TestNodes.StartAsync(2);
        await cluster.AddAsync(TestWorkload.Member(0, TestWorkload.Hold + "trap 'echo bye >> stops; exit 0' TERM; while :; do sleep 0.05; done"));
        var before = await cluster.ReadyAsync("svc-0");
        await cluster.Nodes.StopAsync(cluster.Node(before.Node), None);
        Assert.True((await cluster.LeaseAsync(before.Node)).Released);
        var stopped = TimeProvider.System.GetTimestamp();
        await cluster.UntilAsync("svc-0", r => r.Node != before.Node && r.Phase == MemberPhase.Ready, "ready elsewhere");
        TestContext.Current.SendDiagnosticMessage($"ready after {TimeProvider.System.GetElapsedTime(stopped).TotalMilliseconds:0} ms");
        Assert.Equal(["bye"], File.ReadAllLines(Path.Combine(cluster.ContentOf("svc-0"), "stops")));
    }

    [Fact]
    public async Task Start_OfASecondAgent_EndsWithAClearMessage()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        using var second = ChildProcess.Run("dotnet", Path.Combine(AppContext.BaseDirectory, "FireCamp.Agent.dll"),
            "--home", cluster.Paths.Root, "--cluster", "t1", "--node", "node-1");
        Assert.Contains("An agent of node node-1 runs already", await second.ReadLineAsync(), StringComparison.Ordinal);
        await second.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, second.Process.ExitCode);
    }
}
