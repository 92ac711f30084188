using System.Globalization;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;
using FireCamp.Testing;
using FireCamp.Testing.Etcd;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

/// <summary>Three real etcd processes, some of which are killed or frozen.</summary>
public sealed class EtcdFaultTests(ThreeEtcds etcd) : IClassFixture<ThreeEtcds>, IAsyncLifetime
{
    private const int Writers = 4;

    private readonly string cluster = EtcdFixture.NewCluster();
    private EtcdLab lab = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lab = await etcd.LabAsync();

    public async ValueTask DisposeAsync() => await lab.HealAsync();

    [Fact]
    public async Task PutAsync_LeaderKilledUnderWriters_LosesAndDoublesNoIncrement()
        => await CountThroughAsync(async leader => await leader.KillAsync());

    [Fact]
    public async Task PutAsync_LeaderFrozenUnderWriters_LosesAndDoublesNoIncrement()
        => await CountThroughAsync(leader => leader.FreezeAsync());

    [Fact]
    public async Task PutAsync_FollowerFrozenAndThawedAgainAndAgain_LosesAndDoublesNoIncrement()
        => await CountThroughAsync(async leader =>
        {
            var follower = lab.Nodes.First(n => n != leader);
            for (var round = 0; round < 3; round++)
            {
                await follower.FreezeAsync();
                await using var probe = await OpenAsync();
                await probe.PutAsync($"round{round}", "1", 0, Cancel);
                follower.Thaw();
            }
        });

    [Fact]
    public async Task AnyCall_QuorumLost_FailsInTimeAndWorksAgainAfterwards()
    {
        await using var store = await OpenAsync("?timeout=3s");
        await store.PutAsync("key", "1", 0, Cancel);
        var version = await store.VersionAsync(Cancel);
        await Task.WhenAll(lab.Nodes[0].FreezeAsync(), lab.Nodes[1].FreezeAsync());

        // Twice the call's own limit is the test's.
        var limit = TimeSpan.FromSeconds(6);
        var wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel).WaitAsync(limit, Cancel);
        var find = store.FindAsync("key", Cancel).WaitAsync(limit, Cancel);
        var put = store.PutAsync("new", "1", 0, Cancel).WaitAsync(limit, Cancel);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => wait);
        var read = await Assert.ThrowsAsync<StoreUnavailableException>(() => find);
        var write = await Assert.ThrowsAsync<StoreUnavailableException>(() => put);

        Assert.Contains("without quorum: 1 of 3 endpoints answers", read.Message, StringComparison.Ordinal);
        Assert.All(lab.Nodes, n => Assert.Contains(n.Client, read.Message, StringComparison.Ordinal));
        Assert.Contains($"{lab.Nodes[2].Client}: it is up, but knows no leader", read.Message, StringComparison.Ordinal);
        Assert.Contains("Whether it did write record 'new' can't be told.", write.Message, StringComparison.Ordinal);

        await lab.HealAsync();
        Assert.Equal("1", (await store.FindAsync("key", Cancel))!.Value);
        await store.PutAsync("after", "1", 0, Cancel);
    }

    [Fact]
    public async Task WaitForChangeAsync_NodesKilledOneAfterTheOther_GoesOn()
    {
        await using var store = await OpenAsync();
        await using var other = await OpenAsync();
        foreach (var victim in new[] { null, lab.Nodes[0] })
        {
            var version = await store.VersionAsync(Cancel);
            var wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
            await (victim?.KillAsync() ?? Task.CompletedTask);
            await other.PutAsync($"key{version}", "1", 0, Cancel);

            Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(30), Cancel) > version);
        }
    }

    [Fact]
    public async Task FindAsync_AllKilled_SaysAtOnceWhatWasTried()
    {
        await using var store = await OpenAsync();
        foreach (var node in lab.Nodes)
        {
            await node.KillAsync();
        }

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync("key", Cancel));

        Assert.Contains("none of its 3 endpoints answers", error.Message, StringComparison.Ordinal);
        Assert.All(lab.Nodes, n => Assert.Contains($"{n.Client}: Connection refused", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindAsync_EtcdRestoredFromAnOlderCopy_IsRefused()
    {
        await using var single = await EtcdLab.StartAsync(1);
        await using var store = await etcd.OpenAsync(single.Url, cluster);
        await store.PutAsync("key", "1", 0, Cancel);

        await single.Nodes[0].KillAsync();
        single.Nodes[0].Wipe();
        await single.HealAsync();

        var error = await Assert.ThrowsAsync<StoreDamagedException>(() => store.FindAsync("key", Cancel));
        Assert.Contains("it went back from revision 3 to 1", error.Message, StringComparison.Ordinal);
    }

    // A call that fails would end the writer, and with it the test: nobody is to notice the fault.
    private async Task CountThroughAsync(Func<EtcdNode, Task> disturb)
    {
        using var enough = new CancellationTokenSource();
        var done = new int[Writers];
        var writing = Enumerable.Range(0, Writers).Select(w => Task.Run(() => CountAsync(() => done[w]++, enough.Token))).ToList();
        await ProgressAsync(done, writing);
        await disturb(await lab.LeaderAsync());
        await ProgressAsync(done, writing);
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        await using var store = await OpenAsync();
        Assert.Equal($"{done.Sum()}", (await store.FindAsync("counter", Cancel))!.Value);
    }

    private async Task CountAsync(Action counted, CancellationToken enough)
    {
        await using var store = await OpenAsync();
        while (!enough.IsCancellationRequested)
        {
            var record = await store.FindAsync("counter", Cancel);
            var next = int.Parse(record?.Value ?? "0", CultureInfo.InvariantCulture) + 1;
            try
            {
                await store.PutAsync("counter", $"{next}", record?.Revision ?? 0, Cancel);
                counted();
            }
            catch (RevisionConflictException)
            {
                // Another writer was first; the loop reads its count.
            }
        }
    }

    private static async Task ProgressAsync(int[] done, List<Task> writing)
    {
        var goals = done.Select(d => d + 25).ToArray();
        await Eventually.TrueAsync(
            () => writing.Any(w => w.IsCompleted) || done.Zip(goals).All(d => d.First >= d.Second), "every writer gets on");
        foreach (var ended in writing.Where(w => w.IsCompleted))
        {
            await ended;
        }
    }

    private Task<EtcdMetadataStore> OpenAsync(string options = "") => etcd.OpenAsync($"{lab.Url}{options}", cluster);
}
