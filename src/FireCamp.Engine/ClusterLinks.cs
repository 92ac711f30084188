using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>Which clusters this home knows, and whether they are well.</summary>
public sealed class ClusterLinks
{
    private readonly FireCampEngine engine;
    private readonly ClusterConnectors connectors;

    internal ClusterLinks(FireCampEngine engine, ClusterConnectors connectors)
    {
        this.engine = engine;
        this.connectors = connectors;
    }

    /// <summary>Looks at all sides of a cluster. Nothing is different afterwards.</summary>
    /// <exception cref="NotFoundException">This home knows no such cluster.</exception>
    public async Task<IReadOnlyList<ClusterCheck>> TestAsync(string name, CancellationToken cancel)
    {
        if (connectors.Find(name) is not { } connector)
        {
            throw NotFound(name);
        }

        try
        {
            var cluster = await engine.ConnectAsync(name, cancel).ConfigureAwait(false);
            return await connector.CheckAsync(cluster.Name, cluster.Connection, cancel).ConfigureAwait(false);
        }
        catch (FireCampException e)
        {
            var rest = await connector.CheckAsync(name, null, cancel).ConfigureAwait(false);
            return [new ClusterCheck(name, "Connection", name, CheckOutcome.Failed, e.Message, e.NextStep), .. rest];
        }
    }

    /// <summary>The request with all that this home has to know of an existing cluster; nothing was written.</summary>
    /// <exception cref="InvalidInputException">Something is wrong or missing, or the cluster can't be reached; carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">The name is that of a cluster of another platform.</exception>
    public async Task<ConnectClusterRequest> FindAsync(ConnectClusterRequest request, CancellationToken cancel)
    {
        var connector = connectors.OfPlatform(new() { Name = request.Name, Platform = request.Platform });
        if (connectors.Find(request.Name) is { } other && other != connector)
        {
            throw new AlreadyExistsException("Cluster", request.Name, $"It is a {other.Platform} cluster: see Get-FireCampCluster.")
            {
                Target = request.Name,
            };
        }

        return await connector.FindAsync(request, cancel).ConfigureAwait(false);
    }

    /// <summary>This home knows the cluster that was found.</summary>
    public async Task ConnectAsync(ConnectClusterRequest found, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await engine.ForgetAsync(NameRules.Key(found.Name)).ConfigureAwait(false);
        connectors.Named(found.Platform).Know(found);
    }

    /// <summary>This home doesn't know the cluster any more, and the cluster is as it was.</summary>
    /// <exception cref="NotFoundException">It didn't know it.</exception>
    public async Task DisconnectAsync(string name, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var connector = connectors.Find(name) ?? throw NotFound(name);
        connector.Forget(name);
        await engine.ForgetAsync(NameRules.Key(name)).ConfigureAwait(false);
    }

    private static NotFoundException NotFound(string name)
        => new("Cluster", name, "Get-FireCampCluster lists those there are; Connect-FireCampCluster makes one known here.") { Target = name };
}
