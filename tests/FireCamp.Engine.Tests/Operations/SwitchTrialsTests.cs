using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Switchovers, tried at each of their steps and effects, with the repository's own kinds; at no time do two members take writes.</summary>
public sealed class SwitchTrialsTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task SwitchPrimary_ToAReplica_PassesItsTrials(string kind)
    {
        var created = PlanningStates.Plan("it", kind);
        var plan = Plan(PlanningStates.After(created), "it-2");
        Assert.Equal((SwitchMeans.Managed, 3), (plan.Means, plan.Changes.Count));
        var scenario = new OperationScenario<SwitchPrimaryPlan>(new SwitchPrimary(), async world =>
        {
            await CreateAsync(world, created);
            return plan;
        });
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }

    [Fact]
    public async Task SwitchPrimary_LeaderThatOthersElect_PassesItsTrials()
    {
        var created = PlanningStates.Plan("zk", "ZooKeeper");
        var plan = Plan(Leading(PlanningStates.After(created), "zk-1"), null, "zk");
        Assert.Equal((SwitchMeans.Election, "zk-1"), (plan.Means, plan.From.Name));
        var scenario = new OperationScenario<SwitchPrimaryPlan>(new SwitchPrimary(), async world =>
        {
            await CreateAsync(world, created);
            return plan;
        });
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }

    [Fact]
    public async Task SwitchPrimary_Done_RecordsAndReportsKnowTheNewPrimary()
    {
        var (world, plan) = await WorldAsync("PostgreSQL", "it-1");
        await world.RunAsync(new SwitchPrimary(), plan);
        var outlines = await world.Store.ListAsync(Keys.Members("it"), ModelJson.Default.MemberOutline, Cancel);
        Assert.Equal(["it-1"], outlines.Where(o => o.Value.Role == MemberRole.Primary).Select(o => o.Value.Name));
        Assert.All(outlines, o => Assert.Contains(o.Value.Connections.Values, c => c.Contains("127.9.1.2", StringComparison.Ordinal)));
        Assert.Equal(3, (await world.Store.ListAsync(Keys.Specs("it"), Cancel)).Count);
        Assert.Empty(await world.Store.ListAsync("handovers/", Cancel));
        Assert.Equal([1, 1, 1], world.Platform.Units.Select(u => u.Starts));
        var told = await new EventLog(world.Store).ListAsync(null, "service/it", Cancel);
        Assert.StartsWith(
            "it-1 is the primary in place of it-0; writes were held for ", told.Single(e => e.Action == "PrimarySwitched").Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demote", "it-0: it has not ended in order")]
    [InlineData("receive", "it-1: it has not ended in order")]
    public async Task SwitchPrimary_HandoverThatFails_GivesTheOldPrimaryItsRoleBack(string action, string words)
    {
        var (world, plan) = await WorldAsync("Redis", "it-1");
        var before = await WorldState.CaptureAsync(world, []);
        world.Executor.Failing[action] = "it has not ended in order";
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(new SwitchPrimary(), plan));
        Assert.Equal(("HandoverFailed", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty((await WorldState.CaptureAsync(world, [])).DifferenceTo(before));
    }

    [Fact]
    public async Task SwitchPrimary_MemberThatIsDown_IsRecordedAsAFollowerAndNotWaitedFor()
    {
        var created = PlanningStates.Plan("it", "PostgreSQL");
        var state = PlanningStates.After(created);
        var plan = Plan(
            state with { Reports = [.. state.Reports.Select(r => r.Member == "it-2" ? r with { Phase = MemberPhase.Failed } : r)] }, null, "it");
        Assert.Equal(("it-1", "it-2"), (plan.To!.Name, Assert.Single(plan.Unready)));
        var world = new FakeWorld();
        await CreateAsync(world, created);
        await world.Platform.StopMemberAsync("it", "it-2", Cancel);
        await world.RunAsync(new SwitchPrimary(), plan);
        var recorded = await MemberRecords.FindAsync(world.Store, "it", "it-2", Cancel);
        Assert.Contains(recorded!.Files, f => f.Content.Contains("PRIMARY_HOST='127.9.1.2'", StringComparison.Ordinal));
    }

    private static PlanningState Leading(PlanningState state, string leader) => state with
    {
        Reports = [.. state.Reports.Select(r => r with { Role = r.Member == leader ? MemberRole.Primary : MemberRole.Replica })],
    };

    private static SwitchPrimaryPlan Plan(PlanningState state, string? member, string service = "it")
        => SwitchPrimaryPlanner.Plan(
            new SwitchPrimaryRequest { Service = service, Member = member },
            PlanningStates.Catalog.Find(state.Services[0].Kind), state);

    private static async Task<(FakeWorld World, SwitchPrimaryPlan Plan)> WorldAsync(string kind, string member)
    {
        var created = PlanningStates.Plan("it", kind);
        var world = new FakeWorld();
        await CreateAsync(world, created);
        return (world, Plan(PlanningStates.After(created), member));
    }

    private static async Task CreateAsync(FakeWorld world, CreateServicePlan plan)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), plan);
    }
}
