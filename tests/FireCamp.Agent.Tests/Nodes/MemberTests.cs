using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>What a node's agent does with its members.</summary>
public sealed class MemberTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Ensure_WithAnotherRunToken_RestartsTheProcessOnce()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        var member = TestWorkload.Member(0);
        await cluster.AddAsync(member, "1");
        var first = await cluster.ReadyAsync("svc-0", "1");
        await cluster.Platform.EnsureMemberAsync(member, "2", None);
        await cluster.Platform.EnsureMemberAsync(member, "2", None);
        var second = await cluster.ReadyAsync("svc-0", "2");
        Assert.NotEqual(first.ProcessId, second.ProcessId);
        Assert.Equal(first.Epoch, second.Epoch);
        await Eventually.TrueAsync(() => cluster.StartsOf("svc-0").Length == 2, "started twice");
    }

    [Fact]
    public async Task Stop_OfAMemberThatIgnoresTheSignal_KillsItAfterItsGrace()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        var member = TestWorkload.Member(0, "trap '' TERM; while :; do sleep 0.05; done").With(w => w with { StopGrace = TimeSpan.FromSeconds(0.5) });
        await cluster.AddAsync(member);
        var running = await cluster.ReadyAsync("svc-0");
        await cluster.Platform.StopMemberAsync("svc", "svc-0", None);
        var stopped = await cluster.UntilAsync("svc-0", r => r.Phase == MemberPhase.Stopped, "stopped");
        Assert.False(Processes.IsAlive(running.ProcessId!.Value));
        Assert.Null(stopped.ProcessId);
    }

    [Fact]
    public async Task Remove_OfARunningMember_LeavesNothingOfItButItsVolume()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0));
        var running = await cluster.ReadyAsync("svc-0");
        await cluster.Platform.RemoveMemberAsync("svc", "svc-0", None);
        await cluster.Platform.RemoveMemberAsync("svc", "svc-0", None);
        Assert.False(Processes.IsAlive(running.ProcessId!.Value));
        Assert.Null(await cluster.Store.FindAsync(Keys.Unit("svc", "svc-0"), None));
        Assert.Null(await cluster.ClaimAsync("svc-0"));
        Assert.Null(await cluster.ReportAsync("svc-0"));
        Assert.Null((await cluster.Volumes.FindAsync("fc_t1_svc-0", None))!.Node);
    }

    [Fact]
    public async Task Remove_OfAMemberOfAFrozenNode_EndsItsProcessByTheFence()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0));
        var running = await cluster.ReadyAsync("svc-0");
        cluster.Nodes.Freeze(cluster.Node("node-1"));
        await cluster.Platform.RemoveMemberAsync("svc", "svc-0", None);
        Assert.False(Processes.IsAlive(running.ProcessId!.Value));
        Assert.Null(await cluster.ClaimAsync("svc-0"));
    }

    [Fact]
    public async Task Ensure_AfterRemoveWithItsVolumeKept_RunsUnderAHigherEpoch()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0));
        var first = await cluster.ReadyAsync("svc-0");
        await cluster.Platform.RemoveMemberAsync("svc", "svc-0", None);
        await cluster.Platform.EnsureMemberAsync(TestWorkload.Member(0), "again", None);
        var second = await cluster.ReadyAsync("svc-0", "again");
        Assert.True(second.Epoch > first.Epoch);
    }

    [Fact]
    public async Task Stop_OfAServiceWhoseNodeIsDead_IsReportedByAnotherNode()
    {
        await using var cluster = await TestNodes.StartAsync(2);
        await cluster.AddAsync(TestWorkload.Member(0));
        var running = await cluster.ReadyAsync("svc-0");
        await cluster.Nodes.CrashAsync(cluster.Node(running.Node), None);
        await cluster.Platform.StopMemberAsync("svc", "svc-0", None);
        await cluster.UntilAsync("svc-0", r => r.Phase == MemberPhase.Stopped, "stopped");
        await Eventually.TrueAsync(() => cluster.ClaimAsync("svc-0").Result!.Released, "released");
    }

    [Fact]
    public async Task Run_OfAProcessThatEnds_IsFailedWithItsLastLineAndStartedAgain()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0, "echo tried >> tries; echo no such thing >&2; exit 7"));
        var failed = await cluster.UntilAsync("svc-0", r => r is { Phase: MemberPhase.Failed, Failures: >= 2 }, "failed twice");
        Assert.Equal("It ended by itself with exit code 7: no such thing", failed.Reason);
        Assert.Null(failed.ProcessId);
    }

    [Fact]
    public async Task Run_AfterItsMainProcessWasKilled_HasEndedWhatThatLeftBehind()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0, "setsid sleep 100000 & echo $! > stray; exec sleep 100000"));
        var first = await cluster.ReadyAsync("svc-0");
        var stray = int.Parse(File.ReadAllText(Path.Combine(cluster.ContentOf("svc-0"), "stray")));
        Assert.True(Processes.IsAlive(stray));
        using (var main = System.Diagnostics.Process.GetProcessById(first.ProcessId!.Value))
        {
            main.Kill();
        }

        await cluster.UntilAsync("svc-0", r => r.Phase == MemberPhase.Ready && r.ProcessId != first.ProcessId, "ready again");
        Assert.False(Processes.IsAlive(stray));
    }

    [Fact]
    public async Task Execute_RunsInTheMembersFolderWithItsEnvironment()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.Secrets.EnsureAsync("services/svc/pw", "it's \"it\" = $HOME", None);
        var placeholder = SecretPlaceholder.For("services/svc/pw", SecretEncoding.Raw);
        await cluster.AddAsync(TestWorkload.Member(0).With(w => w with
        {
            Environment = new Dictionary<string, string> { ["PASSWORD"] = placeholder },
            Actions = new Dictionary<string, ActionSpec>
            {
                ["greet"] = new(["sh", "-c", "echo hello $1 from $FIRECAMP_NODE; pwd; echo $OWN >&2", "x"],
                    new Dictionary<string, string> { ["OWN"] = placeholder }, TimeSpan.FromSeconds(5)),
            },
        }));
        await cluster.ReadyAsync("svc-0");
        var action = await cluster.Executor.ExecuteAsync("svc", "svc-0", new ExecRequest { Action = "greet" }, null, None);
        Assert.Equal(new ExecResult(0, $"hello from node-1\n{cluster.ContentOf("svc-0")}\n", "it's \"it\" = $HOME\n", false), action);
        var free = await cluster.Executor.ExecuteAsync("svc", "svc-0", new ExecRequest
        {
            Command = ["sh", "-c", "cat; printenv PASSWORD; printenv EXTRA; env | grep -c DOTNET; exit 3"],
            Environment = new Dictionary<string, string> { ["EXTRA"] = "more" },
            StandardInput = "in\n",
        }, null, None);
        Assert.Equal(new ExecResult(3, "in\nit's \"it\" = $HOME\nmore\n0\n", "", false), free);
    }

    [Fact]
    public async Task Execute_OfACommandThatTakesTooLong_IsKilledWithItsChildren()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0));
        await cluster.ReadyAsync("svc-0");
        var result = await cluster.Executor.ExecuteAsync("svc", "svc-0", new ExecRequest
        {
            Command = ["sh", "-c", "sleep 1000 & echo $!; wait"], Timeout = TimeSpan.FromSeconds(0.3),
        }, null, None);
        Assert.True(result.TimedOut);
        await Eventually.TrueAsync(() => !Processes.IsAlive(int.Parse(result.Output)), "the command's child is dead too");
        var missing = await Assert.ThrowsAnyAsync<FireCampException>(
            () => cluster.Executor.ExecuteAsync("svc", "svc-0", new ExecRequest { Action = "none" }, null, None));
        Assert.Equal("ActionNotFound", missing.ErrorId);
    }

    [Fact]
    public async Task Run_AsRoot_UsesTheMembersUserAndKeepsFilesPrivate()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root to change the user");
        await using var cluster = await TestNodes.StartAsync(2);
        await cluster.Secrets.EnsureAsync("services/svc/pw", "s3cret", None);
        var secret = SecretPlaceholder.For("services/svc/pw", SecretEncoding.Sql);
        var member = TestWorkload.Member(0, "id -un > who; stat -c '%U %a' conf conf/x.conf run . > modes; : > said; exec sleep 100000") with
        {
            Files = [new MemberFile("conf/x.conf", $"password = '{secret}'\n", "0640")],
        };
        await cluster.AddAsync(member.With(w => w with { User = "daemon" }));
        var ready = await cluster.ReadyAsync("svc-0");
        var content = cluster.ContentOf("svc-0");
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(content, "said")), "it has said who it is");
        Assert.Equal("daemon\n", File.ReadAllText(Path.Combine(content, "who")));
        Assert.Equal("daemon 700\ndaemon 640\ndaemon 700\ndaemon 700\n", File.ReadAllText(Path.Combine(content, "modes")));
        Assert.Equal("password = 's3cret'\n", File.ReadAllText(Path.Combine(content, "conf/x.conf")));
        await cluster.Nodes.CrashAsync(cluster.Node(ready.Node), None);
        await Eventually.TrueAsync(() => !Processes.IsAlive(ready.ProcessId!.Value), "the death signal reaches another user's process");
    }
}
