using FireCamp.Engine.Metadata;
using FireCamp.Engine.Processes;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Metadata;

/// <summary>Several processes on one store, some of them killed.</summary>
public sealed class SqliteProcessTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Database => folder.File("firecamp.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PutAsync_FourProcessesCountTogether_NoIncrementIsLost()
    {
        await using var store = await OpenAsync(create: true);
        using var a = ChildProcess.Start("count", Database, "services/counter", "400");
        using var b = ChildProcess.Start("count", Database, "services/counter", "400");
        using var c = ChildProcess.Start("count", Database, "reports/counter", "1500");
        using var d = ChildProcess.Start("count", Database, "reports/counter", "1500");

        foreach (var child in new[] { a, b, c, d })
        {
            await child.EndedWellAsync();
        }

        Assert.Equal("800", (await store.FindAsync("services/counter", Cancel))!.Value);
        Assert.Equal("3000", (await store.FindAsync("reports/counter", Cancel))!.Value);
    }

    [Fact]
    public async Task PutAsync_WriterKilledAtRandomPoints_NothingAcknowledgedIsLost()
    {
        await using var store = await OpenAsync(create: true);
        var random = new Random(20);
        for (var round = 0; round < 12; round++)
        {
            var acknowledged = await KilledAfterAsync($"{round}", random.Next(1, 150));

            var records = await store.ListAsync($"appended/{round}/", Cancel);
            Assert.InRange(records.Count, acknowledged + 1, int.MaxValue);
            Assert.All(records.Select((r, i) => (r, i)), p => Assert.Equal($"appended/{round}/{p.i:D6}", p.r.Key));
            Assert.All(records.Select((r, i) => (r, i)), p => Assert.Equal(p.i % 3000, p.r.Value.Length));
        }
    }

    [Fact]
    public async Task OpenAsync_AllOtherProcessesWereKilled_RecoversWhatTheyWrote()
    {
        await (await OpenAsync(create: true)).DisposeAsync();
        for (var round = 0; round < 4; round++)
        {
            var acknowledged = await KilledAfterAsync($"{round}", 40);

            await using var store = await OpenAsync(create: false);
            Assert.InRange((await store.ListAsync($"appended/{round}/", Cancel)).Count, acknowledged + 1, int.MaxValue);
        }
    }

    [Fact]
    public async Task WaitForChangeAsync_AnotherProcessWrites_Returns()
    {
        await using var store = await OpenAsync(create: true);
        var version = await store.VersionAsync(Cancel);
        var wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);

        using var child = ChildProcess.Start("count", Database, "services/counter", "1");

        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(30), Cancel) > version);
    }

    [Fact]
    public async Task PutAsync_AnotherProcessIsStoppedInTheMiddleOfAWrite_LetsItFinishAndStopsItAgain()
    {
        await using var store = await OpenAsync(create: true);
        using var child = ChildProcess.Start("lock", Database);
        Assert.Equal("locked", await child.ReadLineAsync());
        ProcessSignals.Send(child.Id, ProcessSignals.Stop);
        await child.Process.StandardInput.WriteLineAsync("commit");

        await store.PutAsync("key", "1", 0, Cancel);

        Assert.Equal("slow", (await store.FindAsync("slowly", Cancel))?.Value);
        Assert.True(ProcessState.IsStopped(child.Id), "it runs, although whoever stopped it didn't let it go on");
        ProcessSignals.Send(child.Id, ProcessSignals.Continue);
        child.Process.StandardInput.Close();
        await child.EndedWellAsync();
    }

    // A few bytes of the last number may be missing when the pipe is cut, so only whole lines count.
    private async Task<int> KilledAfterAsync(string writer, int lines)
    {
        using var child = ChildProcess.Start("append", Database, writer);
        for (var read = 0; read < lines; read++)
        {
            Assert.NotNull(await child.ReadLineAsync());
        }

        child.Process.Kill();
        var last = lines - 1;
        while (await child.ReadLineAsync() is { } line)
        {
            last = Math.Max(last, int.TryParse(line, out var number) && number == last + 1 ? number : last);
        }

        return last;
    }

    private Task<SqliteMetadataStore> OpenAsync(bool create)
        => SqliteMetadataStore.OpenAsync(Database, create, TimeProvider.System, Cancel);
}
