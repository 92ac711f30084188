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
}
