using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Every operation on clusters, tried at each of its steps and effects.</summary>
public sealed class ClusterTrialsTests(ITestOutputHelper output)
{
    private static readonly PlanningState Running = PlanningStates.Empty();
    private static readonly PlanningState Stopped = Running with { Cluster = Running.Cluster with { Running = false } };

    private static readonly CreateClusterPlan Create = new() { Cluster = "t1", Spec = new FakeWorld().Cluster };

    [Fact]
    public Task CreateCluster_New_PassesItsTrials() => TryAsync(new CreateCluster(), Create, _ => Task.CompletedTask);

    [Fact]
    public Task StartCluster_Stopped_PassesItsTrials()
        => TryAsync(new StartCluster(), ClusterPlanner.PlanStart(Stopped), StopAsync);

    [Fact]
    public Task StopCluster_Running_PassesItsTrials()
        => TryAsync(new StopCluster(), ClusterPlanner.PlanStop(Running), CreateAsync);

    [Fact]
    public Task RemoveCluster_WithAService_PassesItsTrials()
    {
        var create = PlanningStates.Plan("mypg", "PostgreSQL");
        var volumes = create.Members.SelectMany(m => m.Volumes).Select(v => v.Name);
        var plan = ClusterPlanner.PlanRemove(PlanningStates.After(create), [.. volumes], force: true);
        return TryAsync(new RemoveCluster(), plan, async world =>
        {
            await CreateAsync(world);
            await world.RunAsync(new CreateService(), create);
            await world.RunAsync(new StopService(), StartStopPlanner.PlanStop(PlanningStates.After(create), "mypg"));
        });
    }

    private static Task CreateAsync(FakeWorld world) => world.RunAsync(new CreateCluster(), Create);

    private static async Task StopAsync(FakeWorld world)
    {
        await CreateAsync(world);
        await world.RunAsync(new StopCluster(), ClusterPlanner.PlanStop(Running));
    }

    private async Task TryAsync<TPlan>(IOperation<TPlan> operation, TPlan plan, Func<FakeWorld, Task> prepare)
        where TPlan : OperationPlan
    {
        var scenario = new OperationScenario<TPlan>(operation, async world =>
        {
            await prepare(world);
            return plan;
        });
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }
}
