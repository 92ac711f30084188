using System.Security.Cryptography;
using FireCamp.Engine.Backups;

namespace FireCamp.Testing.Backups;

/// <summary>What every <see cref="IBackupStore"/> must keep to.</summary>
public abstract class BackupStoreContract : IAsyncLifetime
{
    /// <summary>More than any store sends at once.</summary>
    private const int Long = 45 << 20;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IBackupStore Store { get; private set; } = null!;

    /// <summary>The same place at each call, empty at the first.</summary>
    protected abstract Task<IBackupStore> OpenAsync();

    public virtual async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task OpenAsync_AbsentName_IsNull()
    {
        Assert.Null(await Store.OpenAsync("absent", Cancel));
        Assert.Null(await Store.OpenAsync("absent/below/it", Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData((4 << 20) + 17)]
    [InlineData(20 << 20)]
    [InlineData(Long)]
    public async Task WriteAsync_AnyLength_IsReadBackAsItWas(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);

        Assert.True(await WriteAsync("a/b/object", bytes));

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData((await ReadAsync("a/b/object"))!));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(Long)]
    public async Task WriteAsync_StreamOfUnknownLength_IsReadBackAsItWas(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);

        Assert.True(await Store.WriteAsync("object", new TrickleStream(bytes), Cancel));

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData((await ReadAsync("object"))!));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(Long)]
    public async Task WriteAsync_TakenName_IsFalseAndChangesNothing(int length)
    {
        Assert.True(await WriteAsync("a/object", [1, 2, 3]));

        Assert.False(await WriteAsync("a/object", new byte[length]));

        Assert.Equal((byte[])[1, 2, 3], await ReadAsync("a/object"));
    }

    [Fact]
    public async Task WriteAsync_ManyAtOnceWithOneName_OneIsFirst()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => WriteAsync("race", [(byte)i]))));

        Assert.Equal(1, written.Count(w => w));
        Assert.Equal((byte[])[(byte)Array.IndexOf(written, true)], await ReadAsync("race"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(Long - 100)]
    public async Task WriteAsync_StreamThatFails_LeavesNothing(int after)
    {
        var failing = new TrickleStream(new byte[after], new InvalidDataException("the source broke"));

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.WriteAsync("a/object", failing, Cancel));

        Assert.Null(await Store.OpenAsync("a/object", Cancel));
        Assert.Empty(await Store.ListAsync("", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task WriteAsync_Cancelled_LeavesNothing()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stopping = new TrickleStream(new byte[Long], atEnd: () => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync("object", stopping, stop.Token));

        Assert.Null(await Store.OpenAsync("object", Cancel));
    }

    [Fact]
    public async Task ListAsync_Prefix_IsAllBelowItInOrder()
    {
        string[] names = ["a-b/x", "a/x", "a/x.y", "a/x-y/z", "a/X", "a0/x", "a_b/y", "b"];
        foreach (var name in names)
        {
            await WriteAsync(name, [7]);
        }

        var all = await Store.ListAsync("", Cancel).ToListAsync(Cancel);
        var below = await Store.ListAsync("a/", Cancel).ToListAsync(Cancel);

        Assert.Equal(names.Order(StringComparer.Ordinal), all.Select(o => o.Name));
        Assert.Equal(["a/X", "a/x", "a/x-y/z", "a/x.y"], below.Select(o => o.Name));
        Assert.All(all, o => Assert.Equal(1, o.Size));
        Assert.Empty(await Store.ListAsync("absent/", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task ListPartsAsync_Prefix_IsWhatComesNextInOrder()
    {
        foreach (var name in (string[])["a/b/c", "a/b/d", "a/e", "a/B/1/2/3", "f"])
        {
            await WriteAsync(name, []);
        }

        Assert.Equal(["B", "b", "e"], await Store.ListPartsAsync("a/", Cancel).ToListAsync(Cancel));
        Assert.Equal(["a", "f"], await Store.ListPartsAsync("", Cancel).ToListAsync(Cancel));
        Assert.Empty(await Store.ListPartsAsync("absent/", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task ListAsync_MoreThanAPage_IsAll()
    {
        await Parallel.ForAsync(0, 1100, Cancel, async (i, _) => await WriteAsync($"many/{i:D4}", []));

        var names = Enumerable.Range(0, 1100).Select(i => $"many/{i:D4}").ToList();
        Assert.Equal(names, (await Store.ListAsync("many/", Cancel).ToListAsync(Cancel)).Select(o => o.Name));
        Assert.Equal(1100, (await Store.ListPartsAsync("many/", Cancel).ToListAsync(Cancel)).Count);
        await Store.DeleteAsync(names, Cancel);
        Assert.Empty(await Store.ListPartsAsync("", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task DeleteAsync_Names_AreGoneAndOthersStay()
    {
        await WriteAsync("a/b/c", [1]);
        await WriteAsync("a/d", [2]);

        await Store.DeleteAsync(["a/b/c", "absent", "absent/too"], Cancel);
        await Store.DeleteAsync([], Cancel);

        Assert.Null(await Store.OpenAsync("a/b/c", Cancel));
        Assert.Equal(["d"], await Store.ListPartsAsync("a/", Cancel).ToListAsync(Cancel));
        Assert.True(await WriteAsync("a/b/c", [3]));
        Assert.Equal((byte[])[3], await ReadAsync("a/b/c"));
    }

    [Fact]
    public async Task OpenAsync_WhileOthersAreWritten_IsWholeOrAbsent()
    {
        var bytes = RandomNumberGenerator.GetBytes(2 << 20);
        var writing = Task.Run(() => Store.WriteAsync("object", new TrickleStream(bytes), Cancel), Cancel);
        var seen = 0;
        while (!writing.IsCompleted || seen == 0)
        {
            if (await ReadAsync("object") is { } read)
            {
                Assert.Equal(bytes, read);
                seen++;
            }
        }

        Assert.True(await writing);
    }

    [Fact]
    public async Task CheckAsync_StoreInOrder_LeavesNothing()
    {
        await Store.CheckAsync(Cancel);

        Assert.Empty(await Store.ListAsync("", Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public async Task EveryCall_NoName_IsRefused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(name, []));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(name, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync([name], Cancel));
    }

    protected async Task<bool> WriteAsync(string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await Store.WriteAsync(name, content, Cancel);
    }

    protected async Task<byte[]?> ReadAsync(string name)
    {
        await using var stream = await Store.OpenAsync(name, Cancel);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancel);
        return bytes.ToArray();
    }
}
