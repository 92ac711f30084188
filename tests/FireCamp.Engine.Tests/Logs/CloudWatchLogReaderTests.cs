using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Logs;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Logs.CloudWatch;
using FireCamp.Engine.Model;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Logs;

/// <summary>Logs that lie in CloudWatch as Docker's driver leaves them: a stream for each task of a member.</summary>
public sealed class CloudWatchLogReaderTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private const string Group = "/firecamp/t1";
    private const string OldTask = "mypg-0/member/task-1";
    private const string NewTask = "mypg-0/member/task-2";

    private readonly DateTimeOffset start = TimeProvider.System.GetUtcNow().AddHours(-2);
    private AwsConnection aws = null!;
    private CloudWatchLogReader reader = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        emulator.Require();
        await emulator.ResetAsync();
        emulator.World.Sent.Clear();
        aws = emulator.Connect();
        reader = new CloudWatchLogReader(
            aws, Group, TimeProvider.System, (task, _) => Task.FromResult(task == "task-2" ? "node-2" : null));
        await aws.Logs.Value.EnsureGroupAsync(Group, 30, null, new Dictionary<string, string>(), Cancel);
    }

    public ValueTask DisposeAsync()
    {
        aws?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task ReadAsync_SeveralTasksAndMembers_AreOneLogByTime()
    {
        await PutAsync(OldTask, (0, "one"), (2, "three"));
        await PutAsync("mypg-1/member/task-9", (1, "two"), (5, "six"));
        await PutAsync(NewTask, (3, "four"), (4, "five\n"));
        await PutAsync("mypg-10/member/task-5", (1, "another member"));

        var lines = await ReadAsync(new LogQuery(["mypg-0", "mypg-1"]));

        Assert.Equal(["one", "two", "three", "four", "five", "six"], lines.Select(l => l.Text));
        Assert.Equal(new LogLine(lines[4].Time, "mypg-0", "node-2", "out", "five"), lines[4]);
        Assert.Equal(("task-1", 4000L), (lines[0].Node, (long)(lines[4].Time - lines[0].Time).TotalMilliseconds));
        Assert.Empty(await ReadAsync(new LogQuery(["mypg-7"])));
        Assert.Empty(await OfGroupAsync("/firecamp/no-group"));
    }

    [Fact]
    public async Task ReadAsync_TailOrSince_ReadsThatMuch()
    {
        await PutAsync(OldTask, [.. Enumerable.Range(0, 30).Select(i => (i, $"old {i}"))]);
        await PutAsync(NewTask, [.. Enumerable.Range(40, 30).Select(i => (i, $"new {i}"))]);

        Assert.Equal(["new 68", "new 69"], (await ReadAsync(new LogQuery(["mypg-0"], Tail: 2))).Select(l => l.Text));
        var both = await ReadAsync(new LogQuery(["mypg-0"], Tail: 32));
        Assert.Equal(("old 28", 32), (both[0].Text, both.Count));
        Assert.Equal(60, (await ReadAsync(new LogQuery(["mypg-0"], Tail: 1000))).Count);
        Assert.Equal("new 65", (await ReadAsync(new LogQuery(["mypg-0"], Since: start.AddSeconds(65))))[0].Text);
        output.WriteLine(await RequestCheck.AllAreRightAsync(emulator.World.Sent));
    }

    [Fact]
    public async Task ReadAsync_MoreThanAPage_IsReadWhole()
    {
        await PutAsync(OldTask, [.. Enumerable.Range(0, 9_000).Select(i => (i / 10, $"{i}"))]);
        await PutAsync(OldTask, [.. Enumerable.Range(9_000, 3_000).Select(i => (i / 10, $"{i}"))]);

        var lines = await ReadAsync(new LogQuery(["mypg-0"]));

        Assert.Equal(Enumerable.Range(0, 12_000).Select(i => $"{i}"), lines.Select(l => l.Text));
    }

    [Fact]
    public async Task ReadAsync_Follow_GoesOnWithNewLinesAndNewTasksAndRepeatsNone()
    {
        await PutAsync(OldTask, (0, "one"), (1, "two"));
        await using var lines = reader.ReadAsync(new LogQuery(["mypg-0"], Tail: 1, Follow: true), Cancel).GetAsyncEnumerator(Cancel);

        Assert.Equal("two", await NextAsync(lines));
        await PutAsync(OldTask, (2, "three"));
        Assert.Equal("three", await NextAsync(lines));
        await PutAsync(NewTask, (3, "four"));
        Assert.Equal("four", await NextAsync(lines));
        await PutAsync(NewTask, (4, "five"));
        Assert.Equal("five", await NextAsync(lines));
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<LogLine> lines)
    {
        Assert.True(await lines.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancel));
        return lines.Current.Text;
    }

    private async Task PutAsync(string stream, params (int Second, string Text)[] lines)
    {
        await aws.Logs.Value.EnsureStreamAsync(Group, stream, Cancel);
        LogsEvent[] events = [.. lines.Select(l => new LogsEvent(start.AddSeconds(l.Second).ToUnixTimeMilliseconds(), l.Text))];
        Assert.Null(await aws.Logs.Value.PutAsync(Group, stream, events, Cancel));
    }

    private async Task<List<LogLine>> ReadAsync(LogQuery query) => await reader.ReadAsync(query, Cancel).ToListAsync(Cancel);

    private async Task<List<LogLine>> OfGroupAsync(string group)
        => await new CloudWatchLogReader(aws, group, TimeProvider.System).ReadAsync(new LogQuery(["mypg-0"]), Cancel).ToListAsync(Cancel);
}
