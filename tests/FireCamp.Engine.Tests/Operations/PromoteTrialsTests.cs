using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Promotions, tried at each of their steps and effects, with the repository's own kinds; at no time do two members take writes.</summary>
public sealed class PromoteTrialsTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task PromotePrimary_PrimaryThatIsGone_PassesItsTrials(string kind)
    {
        var created = PlanningStates.Plan("it", kind);
        var plan = Plan(created);
        Assert.Equal(("it-0", "it-1", 3), (plan.From.Name, plan.To.Name, plan.Changes.Count));
        await TryAsync(created, plan);
    }

    [Fact]
    public async Task PromotePrimary_WithAReplicaThatIsSilent_PassesItsTrials()
    {
        var created = PlanningStates.Plan("it", "PostgreSQL");
        var plan = Plan(created, "it-2");
        Assert.Equal(("it-1", "it-2"), (plan.To.Name, Assert.Single(plan.Silent)));
        await TryAsync(created, plan);
    }

    [Fact]
    public async Task PromotePrimary_Done_OldPrimaryIsAReplicaByItsRecordAndAnEventTellsWhatIsMissing()
    {
        var (world, plan) = await WorldAsync();
        world.Executor.Positions["it-1"] = "position=4000\nprimary=5000\n";
        world.Executor.Positions["it-2"] = "position=3500\nprimary=4800\n";
        await world.RunAsync(new PromotePrimary(), plan);
        var outlines = await world.Store.ListAsync(Keys.Members("it"), ModelJson.Default.MemberOutline, Cancel);
        Assert.Equal(["it-1"], outlines.Where(o => o.Value.Role == MemberRole.Primary).Select(o => o.Value.Name));
        Assert.Equal(3, (await world.Store.ListAsync(Keys.Specs("it"), Cancel)).Count);
        Assert.Empty(await world.Store.ListAsync("handovers/", Cancel));
        var old = world.Platform.Find("it", "it-0")!;
        Assert.Equal((true, MemberRole.Replica, MemberRole.Replica), (old.MeantToRun, old.Member.Role, old.Acting));
        var told = await new EventLog(world.Store).ListAsync(null, "service/it", Cancel);
        Assert.Contains(
            "as far as is known, 1000 bytes are missing of what it-0 wrote last", told.Single(e => e.Action == "PrimaryPromoted").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task PromotePrimary_AnotherHasMoreByThen_IsTakenBack()
    {
        var (world, plan) = await WorldAsync();
        var before = await WorldState.CaptureAsync(world, []);
        world.Executor.Positions["it-2"] = "position=6000\nprimary=6000\n";
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(new PromotePrimary(), plan));
        Assert.Equal(("PromotionOutdated", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Contains("it-2 has more than it-1 by now", error.Message, StringComparison.Ordinal);
        Assert.Empty((await WorldState.CaptureAsync(world, [])).WithoutTokens.DifferenceTo(before.WithoutTokens));
    }

    [Fact]
    public async Task PromotePrimary_PrimaryThatIsUpAgain_IsLeftAlone()
    {
        var (world, plan) = await WorldAsync();
        world.Platform.NeverReady.Clear();
        await world.Platform.EnsureMemberAsync(plan.From, "again", Cancel);
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(new PromotePrimary(), plan));
        Assert.Equal(("PrimaryIsUp", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Equal(("again", MemberRole.Primary), (world.Platform.Find("it", "it-0")!.RunToken, world.Platform.Find("it", "it-0")!.Acting));
    }

    [Fact]
    public async Task PromotePrimary_ClaimOfTheOldPrimaryThatStands_IsWaitedFor()
    {
        var (world, plan) = await WorldAsync();
        var claim = new MemberClaim("it", "it-0", "node-1", "holder", 7, Released: false);
        var revision = await world.Store.PutAsync(Keys.Claim("it", "it-0"), claim, 0, MetadataJson.Default.MemberClaim, Cancel);
        var running = world.RunAsync(new PromotePrimary(), plan);
        var fenced = Keys.Spec("it", "it-0", MemberRecords.IdOf(plan.Change("it-0").New));
        for (var version = 0L; await world.Store.FindAsync(fenced, ModelJson.Default.MemberSpec, Cancel) is null;)
        {
            version = await world.Store.WaitForChangeAsync(version, TimeSpan.FromMilliseconds(50), Cancel);
        }

        await world.Store.WaitForChangeAsync(await world.Store.VersionAsync(Cancel), TimeSpan.FromMilliseconds(300), Cancel);
        Assert.Equal(MemberRole.Replica, world.Platform.Find("it", "it-1")!.Acting);
        await world.Store.PutAsync(Keys.Claim("it", "it-0"), claim with { Released = true }, revision, MetadataJson.Default.MemberClaim, Cancel);
        Assert.Equal(OperationState.Succeeded, (await running).State);
        Assert.Equal(MemberRole.Primary, world.Platform.Find("it", "it-1")!.Acting);
    }

    private static PromotePrimaryPlan Plan(CreateServicePlan created, params string[] silent)
    {
        var state = PlanningStates.After(created);
        var seen = PromotePrimaryPlannerTests.Seen(state, ["it-0", .. silent]);
        IReadOnlyList<MemberPosition> positions = [.. state.Own.Select(m => new MemberPosition(m.Name, 5000, 5000, ""))];
        return PromotePrimaryPlanner.Plan(
            new SwitchPrimaryRequest { Service = "it" }, PlanningStates.Catalog.Find(created.Service.Kind), state, seen, positions);
    }

    private static async Task<(FakeWorld World, PromotePrimaryPlan Plan)> WorldAsync()
    {
        var created = PlanningStates.Plan("it", "PostgreSQL");
        var (world, plan) = (new FakeWorld(), Plan(created));
        await PrepareAsync(world, created, plan);
        return (world, plan);
    }

    private static async Task PrepareAsync(FakeWorld world, CreateServicePlan created, PromotePrimaryPlan plan)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), created);
        foreach (var gone in plan.Silent.Prepend(plan.From.Name))
        {
            world.Platform.NeverReady[gone] = "its volume is gone";
            await world.Platform.EnsureMemberAsync(world.Platform.Find("it", gone)!.Member, "gone", Cancel);
        }
    }

    private async Task TryAsync(CreateServicePlan created, PromotePrimaryPlan plan)
    {
        var scenario = new OperationScenario<PromotePrimaryPlan>(new PromotePrimary(), async world =>
        {
            await PrepareAsync(world, created, plan);
            return plan;
        });
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }
}
