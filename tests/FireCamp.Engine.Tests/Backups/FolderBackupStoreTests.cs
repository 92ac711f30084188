using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Testing;
using FireCamp.Testing.Backups;

namespace FireCamp.Engine.Tests.Backups;

public sealed class FolderBackupStoreTests : BackupStoreContract
{
    private readonly TestFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task WriteAsync_FolderThatIsNotThere_IsNotMade()
    {
        await using var store = new FolderBackupStore(folder.File("unmounted"));

        var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.WriteAsync("a", new MemoryStream(), Cancel));
        await Assert.ThrowsAsync<BackupStoreException>(() => store.OpenAsync("a", Cancel));
        await Assert.ThrowsAsync<BackupStoreException>(() => store.CheckAsync(Cancel));
        await Assert.ThrowsAsync<BackupStoreException>(async () => await store.ListAsync("", Cancel).ToListAsync(Cancel));

        Assert.Contains("there is no folder", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("unmounted")));
    }

    [Fact]
    public async Task WriteAsync_Object_IsItsOwnersOnly()
    {
        await WriteAsync("a/object", [1]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("a/object")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("a")));
    }

    [Fact]
    public async Task WriteAsync_FullStore_SaysSoAndLeavesNothing()
    {
        using var mount = TemporaryMount.Make(folder.File("small"), "size=1m");
        await using var store = new FolderBackupStore(mount.Path);

        var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.WriteAsync("a/b", new MemoryStream(new byte[2 << 20]), Cancel));

        Assert.Contains("it is full", error.Message, StringComparison.Ordinal);
        Assert.Empty(await store.ListAsync("", Cancel).ToListAsync(Cancel));
        Assert.True(await store.WriteAsync("a/b", new MemoryStream([1]), Cancel));
    }

    [Fact]
    public async Task WriteAsync_ReadOnlyStore_SaysSo()
    {
        using var mount = TemporaryMount.Make(folder.File("small"), "size=1m");
        await using var store = new FolderBackupStore(mount.Path);
        await store.WriteAsync("a/b", new MemoryStream([1]), Cancel);
        mount.Remount("ro");

        var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.WriteAsync("a/c", new MemoryStream([1]), Cancel));

        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
        Assert.NotNull(await store.OpenAsync("a/b", Cancel));
    }

    [Fact]
    public async Task CheckAsync_FileOfAWriterThatDiedLongAgo_IsRemoved()
    {
        await Store.CheckAsync(Cancel);
        var (old, young) = (folder.File(".writing/old"), folder.File(".writing/young"));
        await File.WriteAllTextAsync(old, "cut", Cancel);
        await File.WriteAllTextAsync(young, "going on", Cancel);
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(young).AddDays(-2));

        await Store.CheckAsync(Cancel);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    protected override Task<IBackupStore> OpenAsync() => BackupStoreFactory.OpenAsync($"file://{folder.Path}", null, Cancel);
}
