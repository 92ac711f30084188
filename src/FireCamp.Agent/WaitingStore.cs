using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent;

/// <summary>A metadata store that may be out of reach when the agent starts: it is opened in the background, for as long as that takes.</summary>
/// <remarks>Until it is open every call fails with what kept it from being opened last; the first calls wait for the first attempt.</remarks>
internal sealed class WaitingStore : IMetadataStore
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task opening;
    private volatile IMetadataStore? store;
    private volatile FireCampException? whyNot;

    /// <param name="open">Safe to repeat after it failed with a <see cref="FireCampException"/>.</param>
    public WaitingStore(Func<CancellationToken, Task<IMetadataStore>> open, TimeProvider time)
        => opening = Task.Run(() => OpenAsync(open, time));

    public async Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel)
        => await (await StoreAsync(cancel).ConfigureAwait(false)).FindAsync(key, cancel).ConfigureAwait(false);

    public async Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel)
        => await (await StoreAsync(cancel).ConfigureAwait(false)).ListAsync(prefix, cancel).ConfigureAwait(false);

    public async Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
        => await (await StoreAsync(cancel).ConfigureAwait(false)).PutAsync(key, value, expectedRevision, cancel).ConfigureAwait(false);

    public async Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel)
        => await (await StoreAsync(cancel).ConfigureAwait(false)).DeleteAsync(key, expectedRevision, cancel).ConfigureAwait(false);

    public async Task<long> VersionAsync(CancellationToken cancel)
        => await (await StoreAsync(cancel).ConfigureAwait(false)).VersionAsync(cancel).ConfigureAwait(false);

    public async Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => await (await StoreAsync(cancel).ConfigureAwait(false)).WaitForChangeAsync(version, atMost, cancel).ConfigureAwait(false);

    public async Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => await (await StoreAsync(cancel).ConfigureAwait(false)).WaitForOtherChangeAsync(version, atMost, cancel).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (store is { } open)
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }

        closing.Dispose();
    }

    private async ValueTask<IMetadataStore> StoreAsync(CancellationToken cancel)
    {
        if (store is null)
        {
            await tried.Task.WaitAsync(cancel).ConfigureAwait(false);
        }

        return store ?? throw whyNot!;
    }

    private async Task OpenAsync(Func<CancellationToken, Task<IMetadataStore>> open, TimeProvider time)
    {
        while (store is null)
        {
            try
            {
                store = await open(closing.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                whyNot = e as FireCampException ?? new StoreUnavailableException("of the cluster", e.Message, e);
                await Task.Delay(tried.TrySetResult() ? TimeSpan.Zero : RetryAfter, time, closing.Token).ConfigureAwait(false);
            }
        }

        tried.TrySetResult();
    }
}
