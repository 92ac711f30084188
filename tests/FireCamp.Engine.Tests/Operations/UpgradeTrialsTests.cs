using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Upgrades to another version, tried at each of their steps and effects.</summary>
public sealed class UpgradeTrialsTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Redis", "7.2", true)]
    [InlineData("ZooKeeper", "3.9", false)]
    public async Task Upgrade_OfAService_PassesItsTrials(string kind, string version, bool handsOver)
    {
        var created = PlanningStates.Plan("it", kind);
        var plan = Plan(PlanningStates.After(created), version);
        Assert.Equal(handsOver, plan.Handover is not null);
        var scenario = new OperationScenario<UpdateServicePlan>(new UpdateService(), async world =>
        {
            await CreateAsync(world, created);
            return plan;
        });
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }

    [Fact]
    public async Task Upgrade_Done_LeavesEveryMemberInTheNewVersionAndTheOldPrimaryLast()
    {
        var (world, plan) = await WorldAsync();
        await world.RunAsync(new UpdateService(), plan);
        var members = await MemberRecords.ListAsync(world.Store, "it", Cancel);
        Assert.All(members, m => Assert.Equal(("redis:7.2", "7.2"), (m.Workload.Software.Image, m.Workload.Environment["VERSION"])));
        Assert.Equal(["it-1"], members.Where(m => m.Role == MemberRole.Primary).Select(m => m.Name));
        Assert.Equal([2, 2, 2], world.Platform.Units.Select(u => u.Starts));
        Assert.Equal(3, (await world.Store.ListAsync(Keys.Specs("it"), Cancel)).Count);
        Assert.Empty(await world.Store.ListAsync("handovers/", Cancel));
        Assert.Equal("7.2", (await world.Store.FindAsync(Keys.Service("it"), ModelJson.Default.ServiceSpec, Cancel))!.Value.Version);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("demote")]
    [InlineData("receive")]
    public async Task Upgrade_ThatFailsOnTheFirstMemberOrAtTheHandover_IsTakenBackByItself(string? action)
    {
        var (world, plan) = await WorldAsync();
        var before = await WorldState.CaptureAsync(world, []);
        if (action is null)
        {
            world.Platform.Refused["VERSION=7.2"] = "it is not itself";
        }
        else
        {
            world.Executor.Failing[action] = "it can't";
        }

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(new UpdateService(), plan));
        Assert.Equal((action is null ? "ChangeRefused" : "HandoverFailed", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Empty((await WorldState.CaptureAsync(world, [])).WithoutTokens.DifferenceTo(before.WithoutTokens));
        Assert.Equal(1, world.Platform.Find("it", "it-0")!.Starts);
    }

    private static UpdateServicePlan Plan(PlanningState state, string version)
        => UpdateServicePlanner.Plan(
            new UpdateServiceRequest { Name = "it", Version = version }, PlanningStates.Catalog.Find(state.Services[0].Kind), state);

    private static async Task<(FakeWorld World, UpdateServicePlan Plan)> WorldAsync()
    {
        var created = PlanningStates.Plan("it", "Redis");
        var world = new FakeWorld();
        await CreateAsync(world, created);
        return (world, Plan(PlanningStates.After(created), "7.2"));
    }

    private static async Task CreateAsync(FakeWorld world, CreateServicePlan plan)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), plan);
    }
}
