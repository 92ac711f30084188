using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;

namespace FireCamp.Testing.Fakes;

/// <summary>Everything that operations touch, in memory: a cluster <c>t1</c> of three nodes in three zones.</summary>
/// <remarks>It outlives the sessions that work on it, as the real one does.</remarks>
public sealed class FakeWorld
{
    public FakeWorld(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Store = new InMemoryMetadataStore(Time);
        Secrets = new FakeSecretStore(Store);
        Platform = new FakePlatform(Store, Volumes, Cluster.Nodes, Nodes, Time);
        Executor = new FakeExecutor(Platform, Volumes);
    }

    public ClusterSpec Cluster { get; } = new()
    {
        Name = "t1",
        Platform = "Fake",
        Zones = ["zone-1", "zone-2", "zone-3"],
        Nodes = [.. Enumerable.Range(1, 3).Select(i => new NodeSpec($"node-{i}", $"zone-{i}", new ByteSize(8L << 30)))],
        Network = "127.51.1.0/24",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public TimeProvider Time { get; }

    public IMetadataStore Store { get; }

    public FakeSecretStore Secrets { get; }

    public FakeVolumeProvider Volumes { get; } = new();

    public FakeDns Dns { get; } = new();

    public FakeNodeProvider Nodes { get; } = new();

    public FakePlatform Platform { get; }

    public FakeExecutor Executor { get; }

    /// <summary>The ports as they are, for a session that lives on.</summary>
    public ClusterPorts Ports => new()
    {
        Cluster = Cluster.Name,
        Store = Store,
        Secrets = Secrets,
        Volumes = Volumes,
        Dns = Dns,
        Platform = Platform,
        Nodes = Nodes,
        Executor = Executor,
        Time = Time,
    };

    /// <summary>The cluster is recorded and its nodes are up.</summary>
    public async Task StartClusterAsync()
    {
        await Store.UpdateAsync(Keys.Cluster, _ => Cluster, ModelJson.Default.ClusterSpec, CancellationToken.None);
        foreach (var node in Cluster.Nodes)
        {
            await Nodes.StartAsync(node, CancellationToken.None);
        }
    }
}
