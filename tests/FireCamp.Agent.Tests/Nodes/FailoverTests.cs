using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests.Nodes;

public sealed class FailoverTests
{
    [Fact]
    public async Task Crash_OfANode_EndsItsMemberAndRunsItElsewhereOnTheSameVolume()
    {
        await using var cluster = await TestNodes.StartAsync(3);
        var begun = TimeProvider.System.GetTimestamp();
        await cluster.AddAsync(TestWorkload.Member(0));
        var before = await cluster.ReadyAsync("svc-0");
        TestContext.Current.SendDiagnosticMessage($"ready after {TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds} ms");
        var crashed = TimeProvider.System.GetTimestamp();
        await cluster.Nodes.CrashAsync(cluster.Node(before.Node), CancellationToken.None);
        await Eventually.TrueAsync(() => !Processes.IsAlive(before.ProcessId!.Value), "the member of a dead node is dead");
        TestContext.Current.SendDiagnosticMessage($"dead after {TimeProvider.System.GetElapsedTime(crashed).TotalMilliseconds} ms");
        var after = await cluster.UntilAsync("svc-0", r => r.Node != before.Node && r.Phase == MemberPhase.Ready, "ready elsewhere");
        TestContext.Current.SendDiagnosticMessage($"back after {TimeProvider.System.GetElapsedTime(crashed).TotalMilliseconds} ms");
        Console.Error.WriteLine(cluster.AgentLogs());
        Assert.Equal(before.Epoch + 1, after.Epoch);
        Assert.Equal([before.Node, after.Node], File.ReadAllLines(Path.Combine(cluster.ContentOf("svc-0"), "starts")));
    }
}
