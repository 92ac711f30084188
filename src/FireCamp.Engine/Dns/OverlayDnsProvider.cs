namespace FireCamp.Engine.Dns;

/// <summary>Members on an orchestrator's own network, which gives them their names itself: there is nothing to write.</summary>
/// <remarks>The names are known in that network alone.</remarks>
public sealed class OverlayDnsProvider : IDnsProvider
{
    public bool IsAvailable => true;

    public Task EnsureAsync(IReadOnlyDictionary<string, string> addressByHost, CancellationToken cancel) => Task.CompletedTask;

    public Task DeleteAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel) => Task.CompletedTask;

    public Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancel)
        => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
}
