using FireCamp.Engine.Logs;
using FireCamp.Engine.Network;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests;

/// <summary>Engines that are connected to a world in memory.</summary>
internal static class TestClusters
{
    public static ClusterEngine Connect(FakeWorld world, string actor = "ann@bastion")
        => Connect(world, world.Ports, new RunnerOptions { Actor = actor });

    /// <param name="ports">The world as this session sees it.</param>
    public static ClusterEngine Connect(FakeWorld world, ClusterPorts ports, RunnerOptions options)
    {
        var registry = OperationsOfFireCamp.Registry();
        var runner = new OperationRunner(ports, registry, options);
        var connection = new ClusterConnection(
            ports, new LoopbackIpPool(world.Cluster.Network!), new FileLogReader("/nowhere", world.Time), runner,
            new OperationQuery(ports, registry))
        {
            Actor = options.Actor,
        };
        return new ClusterEngine(connection, PlanningStates.Catalog, (_, _) => Task.CompletedTask);
    }
}
