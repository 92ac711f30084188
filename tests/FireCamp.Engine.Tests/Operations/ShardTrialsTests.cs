using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Shards added and removed, tried at each step and effect.</summary>
public sealed class ShardTrialsTests(ITestOutputHelper output)
{
    private static readonly CreateServicePlan Three = PlanningStates.Plan("rc", "Redis", ("Shards", "3"), ("ReplicasPerShard", "1"));
    private static readonly CreateServicePlan Four = PlanningStates.Plan("rc", "Redis", ("Shards", "4"), ("ReplicasPerShard", "1"));

    [Fact]
    public Task AddShards_PassesItsTrials() => TryAsync(new AddShards(), Add(1), Three);

    [Fact]
    public Task RemoveShards_PassesItsTrials() => TryAsync(new RemoveShards(), Remove(1), Four);

    [Fact]
    public async Task AddShards_MovesDataOnceMembersHaveJoined_AndBackBeforeTheyGo()
    {
        var steps = new AddShards().Steps.Select(s => s.Name).ToList();
        Assert.Equal(steps.IndexOf("join-member") + 1, steps.IndexOf("move-data"));
        steps = [.. new RemoveShards().Steps.Select(s => s.Name)];
        Assert.True(steps.IndexOf("move-data") < steps.IndexOf("remove-member"));

        var world = new FakeWorld();
        await PrepareAsync(world, Three);
        world.Executor.Failing[Engine.Catalog.CatalogNames.Balance] = "a key is in the way";
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(new AddShards(), Add(2)));
        Assert.Contains("a key is in the way", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, world.Platform.Units.Count);
    }

    private static AddShardsPlan Add(int count)
        => AddShardsPlanner.Plan(
            new AddReplicasRequest { Name = "rc", Shards = count }, PlanningStates.Catalog.Find("Redis"), PlanningStates.After(Three));

    private static RemoveShardsPlan Remove(int count)
        => RemoveShardsPlanner.Plan(
            new RemoveReplicasRequest { Name = "rc", Shards = count, RemoveVolumes = true }, PlanningStates.Catalog.Find("Redis"),
            PlanningStates.After(Four));

    private static async Task PrepareAsync(FakeWorld world, CreateServicePlan create)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), create);
        world.Executor.DataShards["rc"] = create.Service.Options["Shards"];
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
