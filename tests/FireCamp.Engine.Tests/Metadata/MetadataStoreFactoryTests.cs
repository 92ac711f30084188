using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Metadata;

public sealed class MetadataStoreFactoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_SqliteFile_IsTheStoreInIt()
    {
        using var folder = new TestFolder();
        await using (var store = await OpenAsync($"sqlite:{folder.File("firecamp.db")}", create: true))
        {
            await store.PutAsync("key", "1", 0, Cancel);
        }

        await using var again = await OpenAsync($"SQLite:{folder.File("firecamp.db")}", create: false);
        Assert.Equal("1", (await again.FindAsync("key", Cancel))!.Value);
    }

    [Fact]
    public async Task OpenAsync_EtcdThatIsNotThere_SaysWhatWasTried()
    {
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync("etcd://127.0.0.1:1", create: true));

        Assert.Contains("127.0.0.1:1: Connection refused", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zookeeper://h:2181")]
    [InlineData("sqlite:firecamp.db")]
    [InlineData("/var/lib/firecamp.db")]
    [InlineData("")]
    [InlineData("etcd:h")]
    [InlineData("dynamodb:h")]
    [InlineData("https://fire:hunter2@h")]
    public async Task OpenAsync_NoStoresUrl_SaysWhichThereAre(string url)
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => OpenAsync(url, create: true));

        Assert.Equal("InvalidMetadataStore", error.ErrorId);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    private static async Task<IMetadataStore> OpenAsync(string url, bool create)
        => await MetadataStoreFactory.OpenAsync(url, "t1", create, TimeProvider.System, Cancel);
}
