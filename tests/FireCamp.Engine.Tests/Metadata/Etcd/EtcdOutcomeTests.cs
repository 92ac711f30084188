using FireCamp.Engine.Metadata;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;
using FireCamp.Testing.Etcd;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

/// <summary>What becomes of a write whose answer is lost, or that arrives when nobody waits for it any more.</summary>
[Collection(SingleEtcdCollection.Name)]
public sealed class EtcdOutcomeTests(SingleEtcd etcd) : IAsyncLifetime
{
    private LossyWire wire = null!;
    private EtcdMetadataStore store = null!;
    private EtcdMetadataStore other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var lab = await etcd.LabAsync();
        var cluster = EtcdFixture.NewCluster();
        wire = new LossyWire(lab.Nodes[0]);
        store = await etcd.OpenAsync(wire.Url, cluster);
        other = await etcd.OpenAsync(cluster: cluster);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await other.DisposeAsync();
        await wire.DisposeAsync();
    }

    [Fact]
    public async Task PutAsync_AnswerLost_IsNoConflictAndWrittenOnce()
    {
        var first = await store.PutAsync("key", "1", 0, Cancel);

        wire.Arm(WireFault.LoseAnswer);
        var second = await store.PutAsync("key", "2", first, Cancel);

        Assert.Equal(new MetadataRecord("key", "2", second), await store.FindAsync("key", Cancel));
        Assert.Equal(second, await store.PutAsync("key", "3", second, Cancel) - 1);
    }

    [Fact]
    public async Task PutAsync_NewRecordAnswerLost_IsNoConflict()
    {
        wire.Arm(WireFault.LoseAnswer);
        var revision = await store.PutAsync("key", "1", 0, Cancel);

        Assert.Equal(new MetadataRecord("key", "1", revision), await store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_AnswerLostAndOverwrittenMeanwhile_IsNoConflict()
    {
        var first = await store.PutAsync("key", "1", 0, Cancel);

        wire.Arm(WireFault.LoseAnswer);
        var write = store.PutAsync("key", "2", first, Cancel);
        var seen = await ValueAsync("2");
        var third = await other.PutAsync("key", "3", seen.Revision, Cancel);

        Assert.Equal(seen.Revision, await write);
        Assert.Equal(new MetadataRecord("key", "3", third), await store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_AnswerOfAConflictLost_IsAConflict()
    {
        var first = await store.PutAsync("key", "1", 0, Cancel);
        // The same text, so that the value alone would look like the store's own write.
        await other.PutAsync("key", "2", first, Cancel);

        wire.Arm(WireFault.LoseAnswer);
        await Assert.ThrowsAsync<RevisionConflictException>(() => store.PutAsync("key", "2", first, Cancel));
    }

    [Fact]
    public async Task DeleteAsync_AnswerLost_IsNoConflict()
    {
        var first = await store.PutAsync("key", "1", 0, Cancel);

        wire.Arm(WireFault.LoseAnswer);
        await store.DeleteAsync("key", first, Cancel);

        Assert.Null(await store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_NewRecordArrivesAfterItWasDeleted_DoesNotComeBack()
    {
        wire.Arm(WireFault.HoldRequest);
        var revision = await store.PutAsync("key", "1", 0, Cancel);
        await other.DeleteAsync("key", revision, Cancel);

        await wire.ReleaseAsync();

        Assert.Null(await other.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_ArrivesAfterALaterWrite_ChangesNothing()
    {
        var first = await store.PutAsync("key", "1", 0, Cancel);
        wire.Arm(WireFault.HoldRequest);
        var second = await store.PutAsync("key", "2", first, Cancel);
        var third = await other.PutAsync("key", "3", second, Cancel);

        await wire.ReleaseAsync();

        Assert.Equal(new MetadataRecord("key", "3", third), await other.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_NoAnswerAtAll_SaysThatItCannotTell()
    {
        await using var single = new LossyWire((await etcd.LabAsync()).Nodes[0]);
        await using var alone = await etcd.OpenAsync($"{single.Url.Split(',')[0]}?timeout=1s", EtcdFixture.NewCluster());

        single.Arm(WireFault.LoseAnswer);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => alone.PutAsync("key", "1", 0, Cancel));

        Assert.Contains("Whether it did write record 'key' can't be told.", error.Message, StringComparison.Ordinal);
    }

    private async Task<MetadataRecord> ValueAsync(string value)
    {
        var version = await other.VersionAsync(Cancel);
        while (true)
        {
            if (await other.FindAsync("key", Cancel) is { } record && record.Value == value)
            {
                return record;
            }

            version = await other.WaitForChangeAsync(version, TimeSpan.FromMilliseconds(100), Cancel);
        }
    }
}
