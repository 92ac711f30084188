using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Testing.Etcd;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

[Collection(SingleEtcdCollection.Name)]
public sealed class EtcdWatchTests(SingleEtcd etcd)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string cluster = EtcdFixture.NewCluster();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitForChangeAsync_AnotherStoreWrites_ReturnsAndSeesIt()
    {
        await using var store = await etcd.OpenAsync(cluster: cluster);
        await using var other = await etcd.OpenAsync(cluster: cluster);
        for (var round = 0; round < 20; round++)
        {
            var version = await store.VersionAsync(Cancel);
            var wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
            await other.PutAsync($"key{round}", "1", 0, Cancel);

            Assert.True(await wait.WaitAsync(Deadline, Cancel) > version);
            Assert.NotNull(await store.FindAsync($"key{round}", Cancel));
        }
    }

    [Fact]
    public async Task WaitForOtherChangeAsync_LeaseIsRenewedAndThenAnotherRecordWritten_ReturnsForThatOne()
    {
        await using var store = await etcd.OpenAsync(cluster: cluster);
        await using var other = await etcd.OpenAsync(cluster: cluster);
        await store.WaitForOtherChangeAsync(await store.VersionAsync(Cancel), TimeSpan.FromMilliseconds(500), Cancel);
        var version = await store.VersionAsync(Cancel);
        var wait = store.WaitForOtherChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
        var all = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
        await other.PutAsync("leases/n1", "1", 0, Cancel);
        Assert.True(await all.WaitAsync(Deadline, Cancel) > version);
        Assert.False(wait.IsCompleted);

        await other.PutAsync("units/s/s-0", "1", 0, Cancel);
        Assert.True(await wait.WaitAsync(Deadline, Cancel) > version);
    }

    [Fact]
    public async Task WaitForChangeAsync_HistoryWasCompacted_StillTellsOfChanges()
    {
        var lab = await etcd.LabAsync();
        await using var store = await etcd.OpenAsync(cluster: cluster);
        await using var other = await etcd.OpenAsync(cluster: cluster);
        var old = await store.VersionAsync(Cancel);
        var wait = store.WaitForChangeAsync(old, Timeout.InfiniteTimeSpan, Cancel);
        for (var revision = 0L; revision < 20 + old;)
        {
            revision = await other.PutAsync($"key/{Guid.NewGuid():N}", "1", 0, Cancel);
            await lab.ControlAsync("compact", $"{revision}");
        }

        Assert.True(await wait.WaitAsync(Deadline, Cancel) > old);
        var version = await store.VersionAsync(Cancel);
        Assert.True(version > old);
        Assert.Equal(version, await store.WaitForChangeAsync(version, TimeSpan.FromMilliseconds(20), Cancel));
        wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
        await other.PutAsync("last", "1", 0, Cancel);
        Assert.True(await wait.WaitAsync(Deadline, Cancel) > version);
    }

    [Fact]
    public async Task KeepAsync_TwoStoresTurnByTurn_ForgetsAllButTheLastInterval()
    {
        var address = EtcdAddressReader.Read((await etcd.LabAsync()).Url);
        using var etcdCluster = new EtcdCluster(address, cluster, TimeProvider.System);
        await using var store = await etcd.OpenAsync(cluster: cluster);
        EtcdCompaction[] compactions = [new(etcdCluster, TimeSpan.Zero), new(etcdCluster, TimeSpan.Zero)];
        var revisions = new List<long>();
        for (var round = 0; round < 4; round++)
        {
            revisions.Add(await store.PutAsync("key", $"{round}", revisions.LastOrDefault(), Cancel));
            await compactions[round % 2].KeepAsync(Cancel);
            await compactions[0].KeepAsync(Cancel);
        }

        Assert.False(await IsKeptAsync(revisions[0]));
        Assert.True(await IsKeptAsync(revisions[3]));
        Assert.Equal("3", (await store.FindAsync("key", Cancel))!.Value);

        using var off = new EtcdCluster(address with { Compact = false }, cluster, TimeProvider.System);
        await store.PutAsync("key", "4", revisions[3], Cancel);
        await new EtcdCompaction(off, TimeSpan.Zero).KeepAsync(Cancel);
        await new EtcdCompaction(off, TimeSpan.Zero).KeepAsync(Cancel);
        Assert.True(await IsKeptAsync(revisions[3]));
    }

    [Fact]
    public async Task WaitForChangeAsync_StreamStaysSilent_IsToldByTheLookBesideIt()
    {
        var lab = await etcd.LabAsync();
        await using var wire = new LossyWire(lab.Nodes[0]);
        await using var store = await etcd.OpenAsync(wire.Url, cluster);
        await using var other = await etcd.OpenAsync(cluster: cluster);
        var version = await store.VersionAsync(Cancel);
        await store.WaitForChangeAsync(version, TimeSpan.FromMilliseconds(50), Cancel);

        // From here on the connection that the stream lies on carries nothing more to the store.
        wire.Arm(WireFault.LoseAnswer);
        await store.FindAsync("key", Cancel);
        var wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
        await other.PutAsync("key", "1", 0, Cancel);

        Assert.True(await wait.WaitAsync(Deadline, Cancel) > version);
    }

    [Fact]
    public async Task DisposeAsync_WhileSomebodyWaits_EndsTheWaiting()
    {
        var store = await etcd.OpenAsync(cluster: cluster);
        var wait = store.WaitForChangeAsync(await store.VersionAsync(Cancel), Timeout.InfiniteTimeSpan, Cancel);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait.WaitAsync(Deadline, Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.FindAsync("key", Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.PutAsync("key", "1", 0, Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WaitForChangeAsync(0, TimeSpan.Zero, Cancel));
    }

    private async Task<bool> IsKeptAsync(long revision)
    {
        var lab = await etcd.LabAsync();
        try
        {
            await lab.ControlAsync("get", $"/firecamp/{cluster}/records/key", $"--rev={revision}");
            return true;
        }
        catch (Xunit.Sdk.XunitException e) when (e.Message.Contains("has been compacted", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
