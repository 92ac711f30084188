using FireCamp.Engine.Metadata;
using FireCamp.Testing;
using FireCamp.Testing.Metadata;

namespace FireCamp.Engine.Tests.Metadata;

public sealed class SqliteMetadataStoreTests : MetadataStoreContract
{
    private readonly TestFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task OpenAsync_Again_FindsWhatWasWritten()
    {
        var revision = await Store.PutAsync("key", "1", 0, Cancel);
        await Store.DisposeAsync();

        await using var again = await SqliteMetadataStore.OpenAsync(folder.File("firecamp.db"), create: true, TimeProvider.System, Cancel);
        Assert.Equal(new MetadataRecord("key", "1", revision), await again.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task DisposeAsync_LastStoreOfTheFile_LeavesOneFileWithEverything()
    {
        await Store.PutAsync("key", "1", 0, Cancel);
        await Store.DisposeAsync();

        Assert.Equal([folder.File("firecamp.db")], Directory.GetFiles(folder.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("firecamp.db")));
    }

    [Fact]
    public async Task DisposeAsync_WhileSomebodyWaits_EndsTheWaiting()
    {
        var wait = Store.WaitForChangeAsync(await Store.VersionAsync(Cancel), Timeout.InfiniteTimeSpan, Cancel);
        await Store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task WaitForChangeAsync_AnotherStoreOnTheFileWrites_Returns()
    {
        await using var other = await OpenAsync();
        var version = await Store.VersionAsync(Cancel);
        var wait = Store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);

        await other.PutAsync("key", "1", 0, Cancel);

        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(30), Cancel) > version);
        Assert.NotNull(await Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task ListAsync_ThreeThousandRecordsAmongMany_ReturnsThemAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(async service =>
        {
            for (var member = 0; member < 3; member++)
            {
                await Store.PutAsync($"reports/s{service}/s{service}-{member}", new string('m', 500), 0, Cancel);
            }
        }));

        Assert.Equal(3000, (await Store.ListAsync("reports/", Cancel)).Count);
    }

    [Fact]
    public async Task OpenAsync_ManyAtOnceOnANewFile_MakeOneStore()
    {
        var path = folder.File("new.db");
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => SqliteMetadataStore.OpenAsync(path, create: true, TimeProvider.System, Cancel))));

        await stores[0].PutAsync("key", "1", 0, Cancel);
        Assert.All(await Task.WhenAll(stores.Select(s => s.FindAsync("key", Cancel))), Assert.NotNull);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Assert.Single(Directory.GetFiles(folder.Path, "new.db*"));
    }

    protected override async Task<IMetadataStore> OpenAsync()
        => await SqliteMetadataStore.OpenAsync(folder.File("firecamp.db"), create: true, TimeProvider.System, Cancel);
}
