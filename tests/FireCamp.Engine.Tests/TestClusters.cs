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
    {
        var registry = OperationsOfFireCamp.Registry();
        var runner = new OperationRunner(world.Ports, registry, new RunnerOptions { Actor = actor });
        var connection = new ClusterConnection(
            world.Ports, new LoopbackIpPool(world.Cluster.Network!), new FileLogReader("/nowhere", world.Time), runner,
            new OperationQuery(world.Ports, registry))
        {
            Actor = actor,
        };
        return new ClusterEngine(connection, PlanningStates.Catalog, (_, _) => Task.CompletedTask);
    }
}
