using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>A refresh brings a running member's files, probe and actions in line with its record, and leaves its process alone.</summary>
public sealed class RefreshTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Refresh_OfAChangedMember_WritesWhatIsRecordedAndLeavesTheProcess()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.Secrets.EnsureAsync("services/svc/pw", "first", None);
        await cluster.Secrets.EnsureAsync("services/svc/pw.2", "second", None);
        await cluster.AddAsync(Member("one", "services/svc/pw"));
        var before = await cluster.ReadyAsync("svc-0");
        await MemberRecords.ReplaceAsync(cluster.Store, Member("two", "services/svc/pw.2"), None);
        Assert.Equal("one first\n", await FileAsync(cluster));
        await cluster.Executor.RefreshAsync("svc", "svc-0", None);
        await cluster.Executor.LookAsync("svc", "svc-0", None);
        var after = (await cluster.ReportAsync("svc-0"))!;
        Assert.Equal("two second\n", await FileAsync(cluster));
        Assert.Equal(("two", before.ProcessId, before.RunToken, before.Epoch), (after.Reason, after.ProcessId, after.RunToken, after.Epoch));
        var said = await cluster.Executor.ExecuteAsync("svc", "svc-0", new ExecRequest { Action = "say" }, null, None);
        Assert.Equal("two second\n", said.Output);
        Assert.Single(cluster.StartsOf("svc-0"));
    }

    [Fact]
    public async Task Refresh_ManyAtOnceWhileTheRecordChanges_LeavesWhatWasRecordedLast()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.Secrets.EnsureAsync("services/svc/pw", "x", None);
        await cluster.AddAsync(Member("0", "services/svc/pw"));
        await cluster.ReadyAsync("svc-0");
        var refreshes = new List<Task>();
        foreach (var i in Enumerable.Range(1, 30))
        {
            await MemberRecords.ReplaceAsync(cluster.Store, Member($"{i}", "services/svc/pw"), None);
            refreshes.Add(cluster.Executor.RefreshAsync("svc", "svc-0", None));
        }

        await Task.WhenAll(refreshes);
        Assert.Equal("30 x\n", await FileAsync(cluster));
    }

    [Fact]
    public async Task Ensure_OfAChangedMemberUnderANewToken_StartsWhatIsRecorded()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.Secrets.EnsureAsync("services/svc/pw", "x", None);
        await cluster.AddAsync(Member("one", "services/svc/pw"), "1");
        await cluster.ReadyAsync("svc-0", "1");
        var changed = Member("two", "services/svc/pw");
        await MemberRecords.ReplaceAsync(cluster.Store, changed, None);
        await cluster.Platform.EnsureMemberAsync(changed, "2", None);
        Assert.Equal("two", (await cluster.ReadyAsync("svc-0", "2")).Reason);
        Assert.Equal("two x\n", await FileAsync(cluster));
    }

    [Fact]
    public async Task Refresh_WhereAFileCannotBeWritten_SaysSoAndTheMemberGoesOn()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.Secrets.EnsureAsync("services/svc/pw", "x", None);
        await cluster.AddAsync(Member("one", "services/svc/pw"));
        var before = await cluster.ReadyAsync("svc-0");
        var conf = Path.Combine(cluster.ContentOf("svc-0"), "conf");
        Directory.Move(conf, $"{conf}.moved");
        Directory.CreateSymbolicLink(conf, $"{conf}.moved");
        var error = await Assert.ThrowsAnyAsync<FireCampException>(() => cluster.Executor.RefreshAsync("svc", "svc-0", None));
        Assert.Equal(("MemberFilesUnwritable", false), (error.ErrorId, error.IsTemporary));
        await cluster.Executor.LookAsync("svc", "svc-0", None);
        Assert.Equal(before, await cluster.ReportAsync("svc-0"));
    }

    [Fact]
    public async Task Refresh_OfAMemberThatDoesNotRun_FailsForNow()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        var error = await Assert.ThrowsAnyAsync<FireCampException>(() => cluster.Executor.RefreshAsync("svc", "svc-0", None));
        Assert.Equal(("MemberNotRunning", true), (error.ErrorId, error.IsTemporary));
    }

    private static MemberSpec Member(string state, string secret)
        => (TestWorkload.Member(0) with
        {
            Files = [new MemberFile("conf/state", $"{state} {SecretPlaceholder.For(secret, SecretEncoding.Raw)}\n")],
        }).With(w => w with
        {
            Probe = new ProbeSpec { Command = ["sh", "-c", $"echo ready=true; echo reason={state}"] },
            Actions = new Dictionary<string, ActionSpec>
            {
                ["say"] = new(
                    ["sh", "-c", $"echo {state} $PASSWORD"],
                    new Dictionary<string, string> { ["PASSWORD"] = SecretPlaceholder.For(secret, SecretEncoding.Raw) },
                    TimeSpan.FromSeconds(5)),
            },
        });

    private static Task<string> FileAsync(TestNodes cluster) => File.ReadAllTextAsync(Path.Combine(cluster.ContentOf("svc-0"), "conf/state"), None);
}
