using FireCamp.Engine.Metadata;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>A store that loses some writes on the way in, and the answers to some others on the way out.</summary>
internal sealed class UnreliableStore(IMetadataStore store) : IMetadataStore
{
    /// <summary>How many writes to lose.</summary>
    public int FailBefore { get; set; }

    /// <summary>How many writes to do without saying so.</summary>
    public int FailAfter { get; set; }

    /// <summary>Whether nothing of it can be reached.</summary>
    public volatile bool IsAway;

    public Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel)
        => IsAway ? throw new StoreUnavailableException("test", "it is away.") : store.FindAsync(key, cancel);

    public Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel) => store.ListAsync(prefix, cancel);

    public async Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("test", "it is away.");
        }

        if (FailBefore > 0)
        {
            FailBefore--;
            throw new StoreUnavailableException("test", "it lost the write.");
        }

        var revision = await store.PutAsync(key, value, expectedRevision, cancel);
        if (FailAfter > 0)
        {
            FailAfter--;
            throw new StoreUnavailableException("test", "it lost the answer.");
        }

        return revision;
    }

    public Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel) => store.DeleteAsync(key, expectedRevision, cancel);

    public Task<long> VersionAsync(CancellationToken cancel) => store.VersionAsync(cancel);

    public Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => store.WaitForChangeAsync(version, atMost, cancel);

    public Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => store.WaitForOtherChangeAsync(version, atMost, cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
