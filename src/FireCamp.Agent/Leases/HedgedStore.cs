using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Leases;

/// <summary>
/// A store by several connections, for the lease: what one doesn't answer soon is asked of the next as well, and the first good answer counts.
/// So a packet that is lost costs a moment, and not the time until it is sent again.
/// </summary>
/// <remarks>
/// A write may so be done by a connection whose answer is lost and then be a conflict on the next: who writes has to look whether the record is
/// his own, as <see cref="LeaseRecord"/> does.
/// </remarks>
/// <param name="stores">The same store each; at least one. They are disposed with this.</param>
/// <param name="patience">How long each is waited for before the next is asked besides.</param>
internal sealed class HedgedStore(IReadOnlyList<IMetadataStore> stores, TimeSpan patience, TimeProvider time) : IMetadataStore
{
    public Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel) => RaceAsync((s, c) => s.FindAsync(key, c), cancel);

    public Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel)
        => RaceAsync((s, c) => s.ListAsync(prefix, c), cancel);

    public Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
        => RaceAsync((s, c) => s.PutAsync(key, value, expectedRevision, c), cancel);

    public Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel) => stores[0].DeleteAsync(key, expectedRevision, cancel);

    public Task<long> VersionAsync(CancellationToken cancel) => stores[0].VersionAsync(cancel);

    public Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => stores[0].WaitForChangeAsync(version, atMost, cancel);

    public Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => stores[0].WaitForOtherChangeAsync(version, atMost, cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<T> RaceAsync<T>(Func<IMetadataStore, CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var asked = new List<Task<T>>();
        try
        {
            for (var next = 0; ;)
            {
                if (next < stores.Count)
                {
                    asked.Add(ask(stores[next++], over.Token));
                }

                var first = await FirstAsync(asked, isLast: next == stores.Count, over.Token).ConfigureAwait(false);
                if (first is not null || (next == stores.Count && asked.TrueForAll(a => a.IsCompleted)))
                {
                    return await (first ?? asked[0]).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            asked.ForEach(Forget);
        }
    }

    /// <summary>The first with an answer, waited for; null when there is none in time, or all that were asked can't reach the store.</summary>
    private async Task<Task<T>?> FirstAsync<T>(List<Task<T>> asked, bool isLast, CancellationToken cancel)
    {
        if (Answered(asked) is null && asked.Where(a => !a.IsCompleted).Cast<Task>().ToList() is { Count: > 0 } open)
        {
            await Task.WhenAny(isLast ? open : [.. open, Task.Delay(patience, time, cancel)]).ConfigureAwait(false);
        }

        return Answered(asked);
    }

    private static Task<T>? Answered<T>(List<Task<T>> asked)
        => asked.Find(a => a.IsCompletedSuccessfully) ?? asked.Find(a => a.IsFaulted && a.Exception.InnerException is not StoreUnavailableException);

    // Whatever becomes of the others is of no interest any more.
    private static void Forget<T>(Task<T> task) => task.ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
}
