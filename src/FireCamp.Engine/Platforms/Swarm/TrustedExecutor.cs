using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Reaches members with an identity that is looked after first, so that it never expires in use.</summary>
internal sealed class TrustedExecutor(IMemberExecutor inner, IdentityKeeper keeper) : IMemberExecutor
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);

    public async Task<ExecResult> ExecuteAsync(
        string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel)
    {
        await keeper.KeepEveryAsync(LookEvery, cancel).ConfigureAwait(false);
        return await inner.ExecuteAsync(service, member, request, output, cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyDictionary<string, string>> FindChangedFilesAsync(string service, string member, CancellationToken cancel)
    {
        await keeper.KeepEveryAsync(LookEvery, cancel).ConfigureAwait(false);
        return await inner.FindChangedFilesAsync(service, member, cancel).ConfigureAwait(false);
    }

    public async Task<DateTimeOffset?> FindExpiryAsync(string endpoint, CancellationToken cancel)
    {
        await keeper.KeepEveryAsync(LookEvery, cancel).ConfigureAwait(false);
        return await inner.FindExpiryAsync(endpoint, cancel).ConfigureAwait(false);
    }

    public async Task LookAsync(string service, string member, CancellationToken cancel)
    {
        await keeper.KeepEveryAsync(LookEvery, cancel).ConfigureAwait(false);
        await inner.LookAsync(service, member, cancel).ConfigureAwait(false);
    }

    public async Task RefreshAsync(string service, string member, CancellationToken cancel)
    {
        await keeper.KeepEveryAsync(LookEvery, cancel).ConfigureAwait(false);
        await inner.RefreshAsync(service, member, cancel).ConfigureAwait(false);
    }
}
