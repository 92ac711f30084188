using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Every operation on nodes, tried at each of its steps and effects.</summary>
public sealed class NodeTrialsTests(ITestOutputHelper output)
{
    private static readonly CreateServicePlan MyPg = PlanningStates.Plan("mypg", "PostgreSQL");

    private static readonly SuspendNodePlan Suspend = new()
    {
        Cluster = "t1", Node = "node-1", Moves = [new MovingMember("mypg", "mypg-0", "az1", MemberRole.Primary)], IsUp = true,
    };

    [Fact]
    public Task SuspendNode_WithAMember_PassesItsTrials() => TryAsync(new SuspendNode(), Suspend, PrepareAsync);

    [Fact]
    public Task SuspendNode_Suspended_PassesItsTrials()
        => TryAsync(new SuspendNode(), Suspend with { Moves = [], WasSuspended = true }, SuspendAsync);

    [Fact]
    public Task SuspendNode_WithAStrandedMember_PassesItsTrials()
        => TryAsync(new SuspendNode(), Suspend with { Moves = [], Stranded = Suspend.Moves }, PrepareAsync);

    [Fact]
    public Task ResumeNode_Suspended_PassesItsTrials()
        => TryAsync(new ResumeNode(), new ResumeNodePlan { Cluster = "t1", Node = "node-1", WasSuspended = true }, SuspendAsync);

    [Fact]
    public async Task SuspendNode_Done_MembersRunElsewhereUnderAHigherEpoch()
    {
        var world = new FakeWorld();
        await PrepareAsync(world);
        var before = world.Platform.Find("mypg", "mypg-0")!;
        await world.RunAsync(new SuspendNode(), Suspend);
        var after = world.Platform.Find("mypg", "mypg-0")!;
        Assert.Equal(("node-1", "node-2"), (before.Node, after.Node));
        Assert.True(after.Epoch > before.Epoch);
        Assert.Equal(NodeAvailability.Drained, world.Drainer.Shut["node-1"]);
        Assert.All(world.Platform.Units.Where(u => u.Member.Name != "mypg-0"), u => Assert.Equal(1, u.Starts));
    }

    [Fact]
    public async Task SuspendNode_ServiceStoppedMeanwhile_LeavesItsMembers()
    {
        var world = new FakeWorld();
        await PrepareAsync(world);
        await world.RunAsync(new StopService(), StartStopPlanner.PlanStop(PlanningStates.After(MyPg), "mypg"));
        var operation = await world.RunAsync(new SuspendNode(), Suspend);
        Assert.Equal(OperationState.Succeeded, operation.State);
        Assert.Equal("node-1", world.Platform.Find("mypg", "mypg-0")!.Node);
    }

    private static async Task PrepareAsync(FakeWorld world)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), MyPg);
    }

    private static async Task SuspendAsync(FakeWorld world)
    {
        await PrepareAsync(world);
        await world.Drainer.DrainAsync("node-1", DrainReason.Suspended, CancellationToken.None);
    }

    private async Task TryAsync<TPlan>(IOperation<TPlan> operation, TPlan plan, Func<FakeWorld, Task> prepare)
        where TPlan : OperationPlan
    {
        var scenario = new OperationScenario<TPlan>(operation, async world =>
        {
            await prepare(world);
            return plan;
        })
        {
            MovesMembers = true,
        };
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }
}
