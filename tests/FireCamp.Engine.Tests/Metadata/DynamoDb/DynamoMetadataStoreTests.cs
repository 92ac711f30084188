using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Metadata.DynamoDb;
using FireCamp.Testing.Aws;
using FireCamp.Testing.Metadata;

namespace FireCamp.Engine.Tests.Metadata.DynamoDb;

public sealed class DynamoMetadataStoreTests(AwsEmulator emulator, ITestOutputHelper output) : MetadataStoreContract, IClassFixture<AwsEmulator>
{
    private readonly string cluster = DynamoFixture.NewCluster();

    /// <summary>The emulator takes one request at a time, and each write is a transaction.</summary>
    protected override int Increments => 4;

    [Fact]
    public async Task OpenAsync_Again_FindsWhatWasWritten()
    {
        var revision = await Store.PutAsync("key", "1", 0, Cancel);
        await using var again = await DynamoFixture.OpenAsync(emulator, cluster, create: false);

        Assert.Equal(new MetadataRecord("key", "1", revision), await again.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task OpenAsync_NoSuchClusterOrTable_SaysWhatIsMissing()
    {
        var noCluster = await Assert.ThrowsAsync<StoreUnavailableException>(() => DynamoFixture.OpenAsync(emulator, "elsewhere", create: false));
        var noTable = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => DynamoFixture.OpenAsync(emulator, "elsewhere", create: false, table: "no-table"));

        Assert.Contains("there is no cluster elsewhere in it", noCluster.Message, StringComparison.Ordinal);
        Assert.Contains("dynamodb://us-east-1/no-table", noTable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_TwoThatMakeTheTableAtOnce_BothHaveIt()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DynamoFixture.OpenAsync(emulator, "c", table: $"new-{cluster}")));
        await stores[0].PutAsync("key", "1", 0, Cancel);

        foreach (var store in stores)
        {
            Assert.NotNull(await store.FindAsync("key", Cancel));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task OpenAsync_StoreOfANewerFireCamp_IsRefused()
    {
        using var table = DynamoFixture.Table(emulator, cluster);
        var mark = table.Layout.Store;
        mark[DynamoLayout.Revision] = DynamoLayout.Number(2);
        await table.Client.PutItemAsync(table.Name, mark, Cancel);

        await Assert.ThrowsAsync<StoreTooNewException>(() => DynamoFixture.OpenAsync(emulator, cluster));
    }

    [Fact]
    public async Task OpenAsync_AnothersTable_IsRefused()
    {
        using (var table = DynamoFixture.Table(emulator, cluster, "others"))
        {
            await table.Client.CreateTableAsync(
                new("others", [new("id", Amazon.DynamoDBv2.KeyType.HASH)])
                {
                    AttributeDefinitions = [new("id", Amazon.DynamoDBv2.ScalarAttributeType.S)],
                    BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
                },
                Cancel);
        }

        await Assert.ThrowsAsync<StoreDamagedException>(() => DynamoFixture.OpenAsync(emulator, cluster, table: "others"));
    }

    [Fact]
    public async Task ListAsync_TwoClustersInOneTable_SeeOnlyTheirOwn()
    {
        await using var other = await DynamoFixture.OpenAsync(emulator, $"{cluster}-b");
        await Store.PutAsync("key", "mine", 0, Cancel);
        await other.PutAsync("key", "theirs", 0, Cancel);
        var version = await Store.VersionAsync(Cancel);
        await other.PutAsync("key2", "theirs", 0, Cancel);

        Assert.Equal("mine", Assert.Single(await Store.ListAsync("", Cancel)).Value);
        Assert.Equal(version, await Store.VersionAsync(Cancel));
    }

    [Fact]
    public async Task ListAsync_LeasesAndOthers_AreOneOrderedWhole()
    {
        string[] keys = ["a", "leases/node-1", "leases/node-2", "leased", "z"];
        foreach (var key in keys)
        {
            await Store.PutAsync(key, key, 0, Cancel);
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await Store.ListAsync("", Cancel)).Select(r => r.Key));
        Assert.Equal(["leased", "leases/node-1", "leases/node-2"], (await Store.ListAsync("lease", Cancel)).Select(r => r.Key));
        Assert.Equal(["leases/node-1", "leases/node-2"], (await Store.ListAsync("leases/", Cancel)).Select(r => r.Key));
        Assert.Equal(["leases/node-2"], (await Store.ListAsync("leases/node-2", Cancel)).Select(r => r.Key));
    }

    [Fact]
    public async Task WaitForOtherChangeAsync_OnlyLeasesChange_IsNotWoken()
    {
        var lease = await Store.PutAsync("leases/node-1", "1", 0, Cancel);
        var version = await Store.VersionAsync(Cancel);
        var others = Store.WaitForOtherChangeAsync(version, TimeSpan.FromSeconds(30), Cancel);
        var all = Store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);

        lease = await Store.PutAsync("leases/node-1", "2", lease, Cancel);
        var woken = await all.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.False(others.IsCompleted);

        // Also not one that begins to wait after the lease has changed.
        var later = Store.WaitForOtherChangeAsync(version, TimeSpan.FromSeconds(30), Cancel);
        await Store.PutAsync("leases/node-1", "3", lease, Cancel);
        await Store.WaitForChangeAsync(woken, TimeSpan.FromSeconds(30), Cancel);
        Assert.False(later.IsCompleted);

        await Store.PutAsync("key", "1", 0, Cancel);
        Assert.NotEqual(version, await others.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.NotEqual(version, await later.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    [Fact]
    public async Task VersionAsync_LeaseMadeRenewedAndDeleted_IsGreaterEachTime()
    {
        var seen = new List<long> { await Store.VersionAsync(Cancel) };
        var revision = await Store.PutAsync("leases/node-1", "1", 0, Cancel);
        seen.Add(await Store.VersionAsync(Cancel));
        revision = await Store.PutAsync("leases/node-1", "2", revision, Cancel);
        seen.Add(await Store.VersionAsync(Cancel));
        await Store.DeleteAsync("leases/node-1", revision, Cancel);
        seen.Add(await Store.VersionAsync(Cancel));

        Assert.Equal(seen.Distinct().Order(), seen);
        Assert.Null(await Store.FindAsync("leases/node-1", Cancel));
    }

    [Fact]
    public async Task DropAsync_Cluster_LeavesNothingOfItAndAllOfOthers()
    {
        await using var other = await DynamoFixture.OpenAsync(emulator, $"{cluster}-b");
        await other.PutAsync("key", "1", 0, Cancel);
        for (var number = 0; number < 60; number++)
        {
            await Store.PutAsync($"key-{number}", "1", 0, Cancel);
        }

        using (var table = DynamoFixture.Table(emulator, cluster))
        {
            await new DynamoSetup(table).DropAsync(Cancel);
            await new DynamoSetup(table).DropAsync(Cancel);
        }

        Assert.Empty(await Store.ListAsync("", Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DynamoFixture.OpenAsync(emulator, cluster, create: false));
        Assert.NotNull(await other.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_MoreThanDynamoDbTakes_SaysWhichLimit()
    {
        var random = new byte[600_000];
        Random.Shared.NextBytes(random);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.PutAsync("key", Convert.ToBase64String(random), 0, Cancel));

        Assert.Contains("390 KB at most", error.Message, StringComparison.Ordinal);
        Assert.Null(await Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task AnyCall_Counted_IsOneCall()
    {
        using var tally = AwsCallTally.Begin();
        var revision = await Store.PutAsync("key", "1", 0, Cancel);
        await Store.FindAsync("key", Cancel);
        await Store.ListAsync("", Cancel);
        await Store.DeleteAsync("key", revision, Cancel);

        // Leases lie apart, so a list of all takes two.
        Assert.Equal(5, tally.Total);
        output.WriteLine(tally.ToString());
    }

    [Fact]
    public async Task AnyRequest_OfAStore_IsAsTheModelSaysAndSigned()
    {
        emulator.World.Sent.Clear();
        await using (var store = await DynamoFixture.OpenAsync(emulator, cluster, table: $"checked-{cluster}"))
        {
            var revision = await store.PutAsync("key", new string('v', 50_000), 0, Cancel);
            await store.DeleteAsync("key", await store.PutAsync("key", "2", revision, Cancel), Cancel);
            await store.PutAsync("leases/n", "2", await store.PutAsync("leases/n", "1", 0, Cancel), Cancel);
            await store.ListAsync("", Cancel);
            await store.VersionAsync(Cancel);
        }

        using var table = DynamoFixture.Table(emulator, cluster, $"checked-{cluster}");
        await new DynamoSetup(table).DropAsync(Cancel);
        output.WriteLine(await RequestCheck.AllAreRightAsync(emulator.World.Sent));
    }

    protected override async Task<IMetadataStore> OpenAsync() => await DynamoFixture.OpenAsync(emulator, cluster);
}
