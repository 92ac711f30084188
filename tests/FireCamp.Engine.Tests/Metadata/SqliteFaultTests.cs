using System.Diagnostics;
using FireCamp.Engine.Metadata;
using FireCamp.Testing;
using SQLitePCL;

namespace FireCamp.Engine.Tests.Metadata;

/// <summary>Stores that are damaged, locked, gone, too new, or without room.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Database => folder.File("firecamp.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OpenAsync_NoFileAndNotToCreate_IsUnavailable()
    {
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(create: false));

        Assert.Contains("no such file", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("This is no database. It is a text that somebody put where the database should be, by mistake.")]
    public async Task OpenAsync_NotADatabase_IsDamagedAndUntouched(string content)
    {
        await File.WriteAllTextAsync(Database, content, Cancel);

        await IsDamagedAndUntouchedAsync();
    }

    [Theory]
    [InlineData(0, 16, true)]
    [InlineData(0, 4096, true)]
    [InlineData(28, 4, false)]
    [InlineData(100, 3000, false)]
    public async Task OpenAsync_OverwrittenPart_IsDamagedAndUntouched(int offset, int length, bool zero)
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(Database, Cancel);
        bytes.AsSpan(offset, length).Fill((byte)(zero ? 0 : 0xA5));
        await File.WriteAllBytesAsync(Database, bytes, Cancel);

        await IsDamagedAndUntouchedAsync();
    }

    [Theory]
    [InlineData(50)]
    [InlineData(700)]
    [InlineData(4096)]
    [InlineData(4096 * 3)]
    [InlineData(-1)]
    [InlineData(-4096)]
    public async Task OpenAsync_TruncatedFile_IsDamagedAndUntouched(int length)
    {
        await FillAsync();
        using (var file = File.OpenWrite(Database))
        {
            file.SetLength(length < 0 ? file.Length + length : length);
        }

        await IsDamagedAndUntouchedAsync();
    }

    [Fact]
    public async Task OpenAsync_DatabaseOfAnotherProgram_IsDamagedAndUntouched()
    {
        Sql("PRAGMA application_id = 77; CREATE TABLE cookies(name)");

        await IsDamagedAndUntouchedAsync();
    }

    [Fact]
    public async Task OpenAsync_NewerSchema_SaysSo()
    {
        await FillAsync();
        Sql("PRAGMA user_version = 99");

        Assert.Contains("schema 99", (await Assert.ThrowsAsync<StoreTooNewException>(() => OpenAsync(create: true))).Message);
    }

    [Fact]
    public async Task PutAsync_FileWasDeleted_IsUnavailable()
    {
        await using var store = await OpenAsync(create: true);
        var wait = store.WaitForChangeAsync(await store.VersionAsync(Cancel), Timeout.InfiniteTimeSpan, Cancel);
        File.Delete(Database);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.PutAsync("key", "1", 0, Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync("key", Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => wait.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    [Fact]
    public async Task PutAsync_LockedForLong_IsUnavailableThenWorksAgain()
    {
        await using var store = await OpenAsync(create: true);
        using (Locked())
        {
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.PutAsync("key", "1", 0, Cancel));
            Assert.Contains("locked", error.Message);
            Assert.True(error.IsTemporary);
            Assert.Null(await store.FindAsync("key", Cancel));
        }

        await store.PutAsync("key", "1", 0, Cancel);
    }

    [Fact]
    public async Task PutAsync_LockedForAMoment_WaitsForIt()
    {
        await using var store = await OpenAsync(create: true);
        Task<long> put;
        using (Locked())
        {
            put = store.PutAsync("key", "1", 0, Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);
            Assert.False(put.IsCompleted);
        }

        Assert.Equal(1, await put);
    }

    [Fact]
    public async Task PutAsync_CancelledWhileLocked_EndsAtOnceAndWritesNothing()
    {
        await using var store = await OpenAsync(create: true);
        using (Locked())
        {
            using var source = new CancellationTokenSource();
            var put = store.PutAsync("key", "1", 0, source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.WaitAsync(TimeSpan.FromSeconds(3), Cancel));
        }

        await store.PutAsync("other", "1", 0, Cancel);
        Assert.Null(await store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_DiskFull_IsUnavailableNamingItAndLosesNothing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a small disk needs root");
        var disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk) == 0, "tmpfs can't be mounted here");
        try
        {
            await using var store = await SqliteMetadataStore.OpenAsync(
                Path.Combine(disk, "firecamp.db"), create: true, TimeProvider.System, Cancel);
            var written = 0;
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            {
                for (; written < 1000; written++)
                {
                    await store.PutAsync($"key{written:D4}", new string('v', 10_000), 0, Cancel);
                }
            });

            Assert.Contains("disk is full", error.Message);
            Assert.Equal(written, (await store.ListAsync("key", Cancel)).Count);
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }

    private async Task FillAsync()
    {
        await using var store = await OpenAsync(create: true);
        for (var i = 0; i < 50; i++)
        {
            await store.PutAsync($"key{i}", new string('v', 1000), 0, Cancel);
        }
    }

    private async Task IsDamagedAndUntouchedAsync()
    {
        var before = await File.ReadAllBytesAsync(Database, Cancel);

        await Assert.ThrowsAsync<StoreDamagedException>(() => OpenAsync(create: true));

        Assert.Equal(before, await File.ReadAllBytesAsync(Database, Cancel));
    }

    private void Sql(string sql)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(Database, out var database);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, sql));
        database.Dispose();
    }

    // Another connection that has begun to write and doesn't end.
    private sqlite3 Locked()
    {
        raw.sqlite3_open(Database, out var database);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, "BEGIN IMMEDIATE"));
        return database;
    }

    private Task<SqliteMetadataStore> OpenAsync(bool create)
        => SqliteMetadataStore.OpenAsync(Database, create, TimeProvider.System, Cancel);
}
