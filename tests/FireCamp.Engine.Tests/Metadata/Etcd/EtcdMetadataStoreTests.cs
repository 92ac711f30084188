using FireCamp.Engine.Metadata;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Testing.Metadata;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

[Collection(SingleEtcdCollection.Name)]
public sealed class EtcdMetadataStoreTests(SingleEtcd etcd) : MetadataStoreContract
{
    private readonly string cluster = EtcdFixture.NewCluster();

    [Fact]
    public async Task OpenAsync_Again_FindsWhatWasWritten()
    {
        var revision = await Store.PutAsync("key", "1", 0, Cancel);
        await using var again = await OpenEtcdAsync();

        Assert.Equal(new MetadataRecord("key", "1", revision), await again.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task OpenAsync_NoSuchCluster_SaysWhatIsMissing()
    {
        var url = (await etcd.LabAsync()).Url;

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => EtcdMetadataStore.OpenAsync(url, "Elsewhere", create: false, TimeProvider.System, Cancel));

        Assert.Contains("nothing lies under /firecamp/elsewhere/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_StoreOfANewerFireCamp_IsRefused()
    {
        await (await etcd.LabAsync()).ControlAsync("put", $"/firecamp/{cluster}/version", "2 00");

        await Assert.ThrowsAsync<StoreTooNewException>(OpenEtcdAsync);
    }

    [Fact]
    public async Task OpenAsync_SomethingElseThere_IsRefused()
    {
        await (await etcd.LabAsync()).ControlAsync("put", $"/firecamp/{cluster}/version", "v3.2");

        await Assert.ThrowsAsync<StoreDamagedException>(OpenEtcdAsync);
    }

    [Fact]
    public async Task ListAsync_TwoClustersInOneEtcd_SeeOnlyTheirOwn()
    {
        await using var other = await etcd.OpenAsync(cluster: $"{cluster}-b");
        await Store.PutAsync("key", "mine", 0, Cancel);
        await other.PutAsync("key", "theirs", 0, Cancel);
        var version = await Store.VersionAsync(Cancel);
        await other.PutAsync("key2", "theirs", 0, Cancel);

        Assert.Equal("mine", Assert.Single(await Store.ListAsync("", Cancel)).Value);
        Assert.Equal(version, await Store.VersionAsync(Cancel));
    }

    [Fact]
    public async Task DropAsync_Cluster_LeavesNothingOfItAndAllOfOthers()
    {
        var lab = await etcd.LabAsync();
        await using var other = await etcd.OpenAsync(cluster: $"{cluster}-b");
        await Store.PutAsync("key", "1", 0, Cancel);
        await other.PutAsync("key", "1", 0, Cancel);

        await EtcdMetadataStore.DropAsync(lab.Url, cluster, TimeProvider.System, Cancel);
        await EtcdMetadataStore.DropAsync(lab.Url, cluster, TimeProvider.System, Cancel);

        Assert.Empty(await lab.ControlAsync("get", "--prefix", $"/firecamp/{cluster}/"));
        Assert.NotNull(await other.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_MoreThanEtcdTakes_SaysWhichLimit()
    {
        var random = new byte[2_000_000];
        Random.Shared.NextBytes(random);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Store.PutAsync("long", Convert.ToBase64String(random), 0, Cancel));

        Assert.Contains("--max-request-bytes", error.Message, StringComparison.Ordinal);
        Assert.Null(await Store.FindAsync("long", Cancel));
    }

    [Fact]
    public async Task ListAsync_ThreeThousandRecords_ReturnsThemAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async service =>
        {
            for (var member = 0; member < 100; member++)
            {
                await Store.PutAsync($"reports/s{service}/m{member}", new string('m', 2000), 0, Cancel);
            }
        }));

        Assert.Equal(3000, (await Store.ListAsync("reports/", Cancel)).Count);
    }

    protected override async Task<IMetadataStore> OpenAsync() => await OpenEtcdAsync();

    private Task<EtcdMetadataStore> OpenEtcdAsync() => etcd.OpenAsync(cluster: cluster);
}
