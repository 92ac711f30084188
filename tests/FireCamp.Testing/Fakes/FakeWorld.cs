using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Testing.Fakes;

/// <summary>Everything that operations touch, in memory: a cluster <c>t1</c> of three nodes in three zones.</summary>
/// <remarks>It outlives the sessions that work on it, as the real one does.</remarks>
public sealed class FakeWorld
{
    private int operationsRun;

    public FakeWorld(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Store = new InMemoryMetadataStore(Time);
        Secrets = new FakeSecretStore(Store);
        Platform = new FakePlatform(Store, Volumes, Cluster.Nodes, Nodes, Drainer, Time);
        Executor = new FakeExecutor(Platform, Volumes);
        Backups = new FakeBackupProvider(Volumes);
    }

    public ClusterSpec Cluster { get; } = new()
    {
        Name = "t1",
        Platform = "Fake",
        Zones = ["az1", "az2", "az3"],
        Nodes = [.. Enumerable.Range(1, 3).Select(i => new NodeSpec($"node-{i}", $"az{i}", new ByteSize(8L << 30)))],
        Network = "127.9.0.0/16",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public TimeProvider Time { get; }

    public IMetadataStore Store { get; }

    public FakeSecretStore Secrets { get; }

    public FakeVolumeProvider Volumes { get; } = new();

    public FakeBackupProvider Backups { get; }

    public FakeDns Dns { get; } = new();

    public FakeNodeProvider Nodes { get; } = new();

    public FakeNodeDrainer Drainer { get; } = new();

    public FakePlatform Platform { get; }

    public FakeTuning Tuning { get; } = new();

    public FakeExecutor Executor { get; }

    /// <summary>The ports as they are, for a session that lives on.</summary>
    public ClusterPorts Ports => new()
    {
        Cluster = Cluster.Name,
        Store = Store,
        Secrets = Secrets,
        Volumes = Volumes,
        Backups = Backups,
        Dns = Dns,
        Platform = Platform,
        Nodes = Nodes,
        Drainer = Drainer,
        Executor = Executor,
        Tuning = Tuning,
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

    /// <summary>An operation is carried out undisturbed, under the same id in every world.</summary>
    public Task<Operation> RunAsync<TPlan>(IOperation<TPlan> operation, TPlan plan)
        where TPlan : OperationPlan
    {
        var registry = new OperationRegistry(PlanningJson.Default.OperationPlan).Add(operation);
        var options = new RunnerOptions { Actor = "ann@bastion", NewId = () => $"before-{operationsRun++}" };
        return new OperationRunner(Ports, registry, options)
            .RunAsync(plan, new Dictionary<string, string>(), null, CancellationToken.None);
    }
}
