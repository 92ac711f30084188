using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Engine;

/// <summary>Puts a Local cluster's adapters together.</summary>
internal sealed class LocalConnector(EngineSettings settings)
{
    public LocalPaths PathsOf(string cluster) => new(settings.Home, cluster);

    public string FindNetwork(string cluster) => throw new NotSupportedException(cluster);

    public Task PrepareAsync(string cluster, string network, CancellationToken cancel) => throw new NotSupportedException(cluster + network);

    public Task<ClusterConnection> ConnectAsync(string cluster, CancellationToken cancel) => throw new NotSupportedException(cluster);

    public void Delete(string cluster) => throw new NotSupportedException(cluster);
}
