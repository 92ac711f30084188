using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Testing.Metadata;

/// <summary>What every <see cref="IMetadataStore"/> must keep to.</summary>
public abstract class MetadataStoreContract : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>How often each of eight writers counts, where they meet on one record.</summary>
    protected virtual int Increments => 25;

    protected IMetadataStore Store { get; private set; } = null!;

    /// <summary>An empty store.</summary>
    protected abstract Task<IMetadataStore> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual ValueTask DisposeAsync() => Store.DisposeAsync();

    [Fact]
    public async Task FindAsync_AbsentKey_ReturnsNull() => Assert.Null(await Store.FindAsync("absent", Cancel));

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\":\"mypg\"}")]
    [InlineData("ends and goes on after \0 a NUL")]
    [InlineData("Grüße ⟦secret⟧ 🔥\r\n\t'\"")]
    public async Task PutAsync_AnyText_IsReadBackAsItWas(string value)
    {
        var revision = await Store.PutAsync("key", value, 0, Cancel);

        Assert.Equal(new MetadataRecord("key", value, revision), await Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_LongValue_IsReadBackAsItWas()
    {
        var value = new string('v', 2_000_000);
        await Store.PutAsync("long", value, 0, Cancel);

        Assert.Equal(value, (await Store.FindAsync("long", Cancel))!.Value);
    }

    [Fact]
    public async Task PutAsync_AtTheReadRevision_WritesWithAGreaterRevision()
    {
        var first = await Store.PutAsync("key", "1", 0, Cancel);
        var second = await Store.PutAsync("key", "2", first, Cancel);

        Assert.True(first > 0);
        Assert.True(second > first);
        Assert.Equal(new MetadataRecord("key", "2", second), await Store.FindAsync("key", Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task PutAsync_AtAnotherRevision_IsAConflictAndChangesNothing(long offset)
    {
        var revision = await Store.PutAsync("key", "1", 0, Cancel);
        var expected = offset is 0 or long.MaxValue ? offset : revision + offset;

        var conflict = await Assert.ThrowsAsync<RevisionConflictException>(() => Store.PutAsync("key", "2", expected, Cancel));

        Assert.Equal("key", conflict.Key);
        Assert.Equal(new MetadataRecord("key", "1", revision), await Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_AbsentKeyAtSomeRevision_IsAConflict()
    {
        await Assert.ThrowsAsync<RevisionConflictException>(() => Store.PutAsync("key", "1", 7, Cancel));
        Assert.Null(await Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task DeleteAsync_AtTheReadRevision_RemovesTheRecord()
    {
        var revision = await Store.PutAsync("key", "1", 0, Cancel);
        await Store.DeleteAsync("key", revision, Cancel);

        Assert.Null(await Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task DeleteAsync_AtAnotherRevisionOrAbsent_IsAConflict()
    {
        var revision = await Store.PutAsync("key", "1", 0, Cancel);

        await Assert.ThrowsAsync<RevisionConflictException>(() => Store.DeleteAsync("key", revision + 1, Cancel));
        await Assert.ThrowsAsync<RevisionConflictException>(() => Store.DeleteAsync("key", 0, Cancel));
        await Assert.ThrowsAsync<RevisionConflictException>(() => Store.DeleteAsync("absent", 0, Cancel));
        await Assert.ThrowsAsync<RevisionConflictException>(() => Store.DeleteAsync("absent", revision, Cancel));
        Assert.NotNull(await Store.FindAsync("key", Cancel));
    }

    [Fact]
    public async Task PutAsync_KeyThatWasDeleted_NeverRepeatsARevision()
    {
        var seen = new HashSet<long>();
        for (var round = 0; round < 5; round++)
        {
            var revision = 0L;
            for (var write = 0; write <= round; write++)
            {
                revision = await Store.PutAsync("key", "v", revision, Cancel);
                Assert.True(seen.Add(revision));
            }

            await Store.DeleteAsync("key", revision, Cancel);
        }
    }

    [Fact]
    public async Task ListAsync_Prefix_ReturnsExactlyTheKeysBelowItInOrdinalOrder()
    {
        string[] keys = ["members/a/a-0", "members/a/a-10", "members/a/a-2", "members/ab/x", "members0", "members/ü", "Members/a", "other"];
        foreach (var key in keys)
        {
            await Store.PutAsync(key, key, 0, Cancel);
        }

        Assert.Equal(["members/a/a-0", "members/a/a-10", "members/a/a-2"], await KeysAsync("members/a/"));
        Assert.Equal(["members/a/a-0", "members/a/a-10", "members/a/a-2", "members/ab/x", "members/ü"], await KeysAsync("members/"));
        Assert.Equal(keys.Order(StringComparer.Ordinal), await KeysAsync(""));
        Assert.Empty(await KeysAsync("nothing/"));
        Assert.Empty(await KeysAsync("member%"));
    }

    [Fact]
    public async Task PutAsync_ManyAtOnceOnOneKey_LetsExactlyOneWinEachRound()
    {
        const int Writers = 8;
        await Store.PutAsync("counter", "0", 0, Cancel);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < Increments;)
            {
                var record = (await Store.FindAsync("counter", Cancel))!;
                try
                {
                    await Store.PutAsync("counter", $"{int.Parse(record.Value) + 1}", record.Revision, Cancel);
                    done++;
                }
                catch (RevisionConflictException)
                {
                    // Another writer was first; the loop reads its count.
                }
            }
        })));

        Assert.Equal($"{Writers * Increments}", (await Store.FindAsync("counter", Cancel))!.Value);
    }

    [Fact]
    public async Task VersionAsync_AfterEachChange_IsGreater()
    {
        var empty = await Store.VersionAsync(Cancel);
        var revision = await Store.PutAsync("key", "1", 0, Cancel);
        var put = await Store.VersionAsync(Cancel);
        await Store.DeleteAsync("key", revision, Cancel);
        var deleted = await Store.VersionAsync(Cancel);

        Assert.True(put > empty);
        Assert.True(deleted > put);
        Assert.Equal(deleted, await Store.VersionAsync(Cancel));
    }

    [Fact]
    public async Task WaitForChangeAsync_VersionAlreadyOld_ReturnsAtOnce()
    {
        var version = await Store.VersionAsync(Cancel);
        await Store.PutAsync("key", "1", 0, Cancel);

        Assert.NotEqual(version, await Store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel).WaitAsync(Deadline, Cancel));
    }

    [Fact]
    public async Task WaitForChangeAsync_ManyWaiting_AllReturnAfterAChange()
    {
        var version = await Store.VersionAsync(Cancel);
        var waits = Enumerable.Range(0, 20).Select(_ => Store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel)).ToList();

        await Store.PutAsync("key", "1", 0, Cancel);

        Assert.All(await Task.WhenAll(waits).WaitAsync(Deadline, Cancel), v => Assert.NotEqual(version, v));
    }

    [Fact]
    public async Task WaitForChangeAsync_NothingChanges_ReturnsTheSameVersionInTheEnd()
    {
        var version = await Store.VersionAsync(Cancel);

        Assert.Equal(version, await Store.WaitForChangeAsync(version, TimeSpan.FromMilliseconds(30), Cancel));
        Assert.Equal(version, await Store.WaitForChangeAsync(version, TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task WaitForChangeAsync_Cancelled_ThrowsAtOnce()
    {
        using var source = new CancellationTokenSource();
        var wait = Store.WaitForChangeAsync(await Store.VersionAsync(Cancel), Timeout.InfiniteTimeSpan, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Deadline, Cancel));
    }

    [Fact]
    public async Task AnyCall_CancelledBefore_ThrowsAndChangesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.PutAsync("key", "1", 0, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.FindAsync("key", cancelled));
        Assert.Null(await Store.FindAsync("key", Cancel));
    }

    private async Task<IEnumerable<string>> KeysAsync(string prefix)
        => (await Store.ListAsync(prefix, Cancel)).Select(r => r.Key);
}
