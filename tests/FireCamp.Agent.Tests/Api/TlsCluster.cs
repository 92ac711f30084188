using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Secrets;

namespace FireCamp.Agent.Tests.Api;

/// <summary>A cluster's authority, and folders with what it issues.</summary>
internal sealed class TlsCluster(string folder, string cluster, TimeProvider time) : IDisposable
{
    private readonly InMemoryMetadataStore store = new(time);

    public ClusterAuthority Authority => field ??= new ClusterAuthority(
        cluster, store, new SealedSecretStore(store, FileKeyProvider.Ensure(Path.Combine(folder, cluster, "key"))), time);

    public AgentIdentityFiles Files(string holder) => new(Path.Combine(folder, cluster, holder));

    public async Task<AgentIdentityFiles> NodeAsync(string node, params string[] addresses)
    {
        await Authority.EnsureAsync(CancellationToken.None);
        var issued = await Authority.IssueNodeAsync(node, addresses, CancellationToken.None);
        return Written(node, issued);
    }

    public async Task<AgentIdentityFiles> EngineAsync()
    {
        await Authority.EnsureAsync(CancellationToken.None);
        return Written("engine", await Authority.IssueEngineAsync("engine", CancellationToken.None));
    }

    public void Dispose() => store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private AgentIdentityFiles Written(string holder, IssuedIdentity issued)
    {
        var files = Files(holder);
        files.Write(issued.Identity, issued.Authorities);
        return files;
    }
}
