using FireCamp.Agent.Leases;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Tests.Leases;

public sealed class HedgedStoreTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_FirstConnectionSilent_IsDoneByTheNext()
    {
        await using var store = new InMemoryMetadataStore(TimeProvider.System);
        await using var hedged = new HedgedStore([new Silent(), store], Soon, TimeProvider.System);
        var revision = await hedged.PutAsync("a", "1", 0, Cancel);
        Assert.Equal(new MetadataRecord("a", "1", revision), await hedged.FindAsync("a", Cancel));
    }

    [Fact]
    public async Task Put_FirstConnectionDown_IsDoneByTheNextAtOnce()
    {
        await using var store = new InMemoryMetadataStore(TimeProvider.System);
        await using var hedged = new HedgedStore([new Down(), store], TimeSpan.FromHours(1), TimeProvider.System);
        Assert.True(await hedged.PutAsync("a", "1", 0, Cancel) > 0);
    }

    [Fact]
    public async Task Put_AllDown_SaysSo()
    {
        await using var hedged = new HedgedStore([new Down(), new Down()], Soon, TimeProvider.System);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hedged.PutAsync("a", "1", 0, Cancel));
    }

    [Fact]
    public async Task Put_Conflict_IsAnAnswer()
    {
        await using var store = new InMemoryMetadataStore(TimeProvider.System);
        await store.PutAsync("a", "other", 0, Cancel);
        await using var hedged = new HedgedStore([new Silent(), store], Soon, TimeProvider.System);
        await Assert.ThrowsAsync<RevisionConflictException>(() => hedged.PutAsync("a", "1", 0, Cancel));
    }

    [Fact]
    public async Task Put_Cancelled_EndsThoughNobodyAnswers()
    {
        await using var hedged = new HedgedStore([new Silent(), new Silent()], Soon, TimeProvider.System);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hedged.PutAsync("a", "1", 0, limit.Token));
    }

    [Fact]
    public async Task Renewal_WhoseAnswerIsLost_IsStillTheHolders()
    {
        await using var store = new InMemoryMetadataStore(TimeProvider.System);
        var deaf = new Deaf(store);
        await using var hedged = new HedgedStore([deaf, store], Soon, TimeProvider.System);
        var record = new LeaseRecord(hedged, new NodeLease("n1", "me", 0, TimeSpan.FromSeconds(3), "unix:///s", Released: false));
        await record.TakeAsync(Cancel);
        deaf.IsDeaf = true;
        Assert.True(await record.RenewAsync(Cancel));
        Assert.True(await record.RenewAsync(Cancel));
        var lease = await store.FindAsync(Keys.Lease("n1"), MetadataJson.Default.NodeLease, Cancel);
        Assert.Equal("me", lease!.Value.Holder);
    }

    /// <summary>Never answers.</summary>
    private sealed class Silent : StoreOf
    {
        public override async Task<T> AnswerAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return await ask();
        }
    }

    private sealed class Down : StoreOf
    {
        public override Task<T> AnswerAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
            => Task.FromException<T>(new StoreUnavailableException("etcd://nowhere", "it is down."));
    }

    /// <summary>Does what it is asked for, and never says so.</summary>
    private sealed class Deaf(IMetadataStore store) : StoreOf(store)
    {
        public bool IsDeaf { get; set; }

        public override async Task<T> AnswerAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
        {
            var answer = await ask();
            if (IsDeaf)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            }

            return answer;
        }
    }

    private abstract class StoreOf(IMetadataStore? store = null) : IMetadataStore
    {
        private IMetadataStore Store => store ?? throw new InvalidOperationException("There is no store behind it.");

        public abstract Task<T> AnswerAsync<T>(Func<Task<T>> ask, CancellationToken cancel);

        public Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel) => AnswerAsync(() => Store.FindAsync(key, cancel), cancel);

        public Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel)
            => AnswerAsync(() => Store.ListAsync(prefix, cancel), cancel);

        public Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
            => AnswerAsync(() => Store.PutAsync(key, value, expectedRevision, cancel), cancel);

        public Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel) => Store.DeleteAsync(key, expectedRevision, cancel);

        public Task<long> VersionAsync(CancellationToken cancel) => AnswerAsync(() => Store.VersionAsync(cancel), cancel);

        public Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
            => Store.WaitForChangeAsync(version, atMost, cancel);

        public Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
            => Store.WaitForOtherChangeAsync(version, atMost, cancel);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
