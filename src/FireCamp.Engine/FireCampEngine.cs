using System.Collections.Concurrent;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>The engine of one user on one machine: the catalog, the clusters, and the way into each.</summary>
public sealed class FireCampEngine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task<ClusterEngine>> connections = new();
    private readonly ClusterConnectors connectors;

    public FireCampEngine(EngineSettings settings)
    {
        Settings = settings;
        var swarms = new SwarmConnector(settings);
        connectors = new ClusterConnectors([new LocalConnector(settings), swarms]);
        Catalog = new ServiceCatalog(settings.CatalogFolders);
        Clusters = new ClusterOperations(this, connectors);
        Agents = new AgentInstallations(this, swarms);
        Links = new ClusterLinks(this, connectors);
    }

    public EngineSettings Settings { get; }

    /// <summary>The kinds of service that can be created.</summary>
    public ServiceCatalog Catalog { get; }

    public ClusterOperations Clusters { get; }

    /// <summary>Agents on machines that are not FireCamp's.</summary>
    public AgentInstallations Agents { get; }

    public ClusterLinks Links { get; }

    /// <summary>Connects to a cluster; the connection lives as long as this engine and is shared by all who ask.</summary>
    /// <exception cref="NotFoundException">There is no such cluster.</exception>
    public async Task<ClusterEngine> ConnectAsync(string cluster, CancellationToken cancel)
    {
        var key = NameRules.Key(cluster);
        if (connectors.Find(cluster) is not { } connector)
        {
            await ForgetAsync(key).ConfigureAwait(false);
            throw new NotFoundException("Cluster", cluster, "Get-FireCampCluster lists those there are; New-FireCampCluster makes one.")
            {
                Target = cluster,
            };
        }

        var connection = connections.GetOrAdd(key, _ => OpenAsync(connector, cluster, cancel));
        try
        {
            return await connection.ConfigureAwait(false);
        }
        catch
        {
            connections.TryRemove(new KeyValuePair<string, Task<ClusterEngine>>(key, connection));
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var key in connections.Keys)
        {
            await ForgetAsync(key).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes what a cluster operation leaves for last: the store that its own journal is in.</summary>
    internal async Task SettleAsync(ClusterEngine cluster, Operation operation)
    {
        var gone = (operation.Name, operation.State) is
            (CreateClusterPlan.Name, OperationState.Undone) or (RemoveClusterPlan.Name, OperationState.Succeeded);
        if (gone)
        {
            await ForgetAsync(NameRules.Key(cluster.Name)).ConfigureAwait(false);
            await (connectors.Find(cluster.Name)?.DeleteAsync(cluster.Name, CancellationToken.None) ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    private async Task<ClusterEngine> OpenAsync(IClusterConnector connector, string cluster, CancellationToken cancel)
        => new(await connector.ConnectAsync(cluster, cancel).ConfigureAwait(false), Catalog, SettleAsync);

    /// <summary>The connection, if there is one, is closed.</summary>
    internal async Task ForgetAsync(string key)
    {
        if (connections.TryRemove(key, out var connection) && connection.IsCompletedSuccessfully)
        {
            await (await connection.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }
}
