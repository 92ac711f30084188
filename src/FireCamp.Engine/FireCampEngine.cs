using FireCamp.Engine.Catalog;

namespace FireCamp.Engine;

/// <summary>The engine of one user on one machine: the catalog, the clusters, and the way into each.</summary>
public sealed class FireCampEngine(EngineSettings settings) : IAsyncDisposable
{
    public EngineSettings Settings { get; } = settings;

    /// <summary>The kinds of service that can be created.</summary>
    public ServiceCatalog Catalog => throw new NotSupportedException();

    public ClusterOperations Clusters => throw new NotSupportedException();

    /// <summary>Connects to a cluster; the connection lives as long as this engine and is shared by all who ask.</summary>
    /// <exception cref="Model.NotFoundException">There is no such cluster.</exception>
    public Task<ClusterEngine> ConnectAsync(string cluster, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
