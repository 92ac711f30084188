using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Replicas added and removed, tried at each step and effect, with the repository's own kinds.</summary>
public sealed class ReplicaTrialsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("PostgreSQL", 1)]
    [InlineData("Redis", 2)]
    [InlineData("ZooKeeper", 2)]
    public Task AddReplicas_OfEachKind_PassesItsTrials(string kind, int count)
    {
        var create = PlanningStates.Plan("it", kind);
        var plan = Add(create, count);
        Assert.Equal("", plan.WhyNoSource);
        return TryAsync(new AddReplicas(), plan, create);
    }

    [Fact]
    public Task AddReplicas_WithoutASource_PassesItsTrials()
    {
        var create = PlanningStates.Plan("it", "PostgreSQL", ("Replicas", "1"));
        var plan = Add(create, 1);
        Assert.Empty(plan.Sources);
        return TryAsync(new AddReplicas(), plan, create);
    }

    [Theory]
    [InlineData("PostgreSQL", 1, false)]
    [InlineData("PostgreSQL", 2, true)]
    [InlineData("ZooKeeper", 2, true)]
    public Task RemoveReplicas_OfEachKind_PassesItsTrials(string kind, int count, bool removeVolumes)
    {
        var create = PlanningStates.Plan("it", kind);
        var request = new RemoveReplicasRequest { Name = "it", Count = count, RemoveVolumes = removeVolumes };
        return TryAsync(
            new RemoveReplicas(), RemoveReplicasPlanner.Plan(request, PlanningStates.Catalog.Find(kind), PlanningStates.After(create)), create);
    }

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public Task RemoveReplicas_ThePrimary_PassesItsTrials(string kind)
    {
        var create = PlanningStates.Plan("it", kind);
        var request = new RemoveReplicasRequest { Name = "it", Members = ["it-0"], RemoveVolumes = true };
        var plan = RemoveReplicasPlanner.Plan(request, PlanningStates.Catalog.Find(kind), PlanningStates.After(create));
        Assert.Equal("it-1", plan.Switch!.To);
        return TryAsync(new RemoveReplicas(), plan, create);
    }

    [Fact]
    public async Task AddReplicas_ThenRemoveThem_IsAsBeforeButForRevisions()
    {
        var create = PlanningStates.Plan("it", "PostgreSQL");
        var world = new FakeWorld();
        await PrepareAsync(world, create);
        var before = world.Platform.Units.Select(u => u.Member.Name).ToList();
        var add = Add(create, 2);
        await world.RunAsync(new AddReplicas(), add);
        Assert.Equal(["it-0", "it-1", "it-2", "it-3", "it-4"], world.Platform.Units.Select(u => u.Member.Name));
        Assert.Empty(world.Volumes.Snapshots);
        Assert.Equal(["it-3", "it-4"], world.Executor.Expected.Keys.Order());
        Assert.All(world.Platform.Units.Take(3), u => Assert.Equal(1, u.Starts));

        var state = PlanningStates.After(create, added: add);
        var request = new RemoveReplicasRequest { Name = "it", Members = ["it-4", "IT-3"], RemoveVolumes = true };
        var remove = RemoveReplicasPlanner.Plan(request, PlanningStates.Catalog.Find("PostgreSQL"), state);
        await world.RunAsync(new RemoveReplicas(), remove);
        Assert.Equal(before, world.Platform.Units.Select(u => u.Member.Name));
        Assert.Empty(world.Executor.Expected);
        Assert.Equal(3, world.Volumes.All.Count);
    }

    private static AddReplicasPlan Add(CreateServicePlan create, int count)
        => AddReplicasPlanner.Plan(
            new AddReplicasRequest { Name = "it", Count = count }, PlanningStates.Catalog.Find(create.Service.Kind),
            PlanningStates.WithLeader(PlanningStates.After(create)));

    private static async Task PrepareAsync(FakeWorld world, CreateServicePlan create)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), create);
    }

    private async Task TryAsync<TPlan>(IOperation<TPlan> operation, TPlan plan, CreateServicePlan create)
        where TPlan : OperationPlan
    {
        var scenario = new OperationScenario<TPlan>(operation, async world =>
        {
            await PrepareAsync(world, create);
            return plan;
        });
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }
}
