using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Changes of services, tried at each of their steps and effects, with the repository's own kinds.</summary>
public sealed class UpdateTrialsTests(ITestOutputHelper output)
{
    private static readonly CreateServicePlan MyPg = PlanningStates.Plan("mypg", "PostgreSQL");
    private static readonly PlanningState Created = PlanningStates.After(MyPg);
    private static readonly PlanningState Stopped = Created with
    {
        Services = [.. Created.Services.Select(s => s with { Intent = ServiceIntent.Stopped })],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MaxConnections", "200", ChangeApplies.Restart)]
    [InlineData("WorkMem", "16MB", ChangeApplies.Reload)]
    [InlineData("VolumeSize", "20GB", ChangeApplies.Reload)]
    public Task UpdateService_AnOption_PassesItsTrials(string option, string value, ChangeApplies applies)
    {
        var plan = Plan(Created, r => r with { Options = new Dictionary<string, string> { [option] = value } });
        Assert.All(plan.Changes, c => Assert.Equal(applies, c.Applies));
        return TryAsync(plan, CreateAsync);
    }

    [Fact]
    public Task UpdateService_Memory_PassesItsTrials()
        => TryAsync(Plan(Created, r => r with { Memory = ByteSize.Parse("1GB") }), CreateAsync);

    [Fact]
    public Task UpdateService_APassword_PassesItsTrials()
        => TryAsync(
            Plan(Created, r => r with { UserNames = new Dictionary<string, string> { ["superuser"] = "postgres" } }), CreateAsync, ["superuser"]);

    [Fact]
    public Task UpdateService_Stopped_PassesItsTrials()
        => TryAsync(
            Plan(Stopped, r => r with { Options = new Dictionary<string, string> { ["MaxConnections"] = "200" } }),
            async world =>
            {
                await CreateAsync(world);
                await world.RunAsync(new StopService(), StartStopPlanner.PlanStop(Created, "mypg"));
            });

    [Theory]
    [InlineData("MaxConnections", "200", "max_connections = 200", 2)]
    [InlineData("WorkMem", "16MB", "work_mem = 16384kB", 0)]
    public async Task UpdateService_AValueThatServersRefuse_IsPutBackOnTheFirstAndTouchesNoOther(
        string option, string value, string setting, int restarts)
    {
        var world = new FakeWorld();
        await CreateAsync(world);
        var before = await WorldState.CaptureAsync(world, []);
        world.Platform.Refused[setting] = "FATAL: it can't be so";
        var plan = Plan(Created, r => r with { Options = new Dictionary<string, string> { [option] = value } });
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(new UpdateService(), plan));
        Assert.Equal(("ChangeRefused", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Contains("it can't be so", error.Message, StringComparison.Ordinal);
        Assert.Contains("mypg-2", error.Message, StringComparison.Ordinal);
        Assert.Empty((await WorldState.CaptureAsync(world, [])).WithoutTokens.DifferenceTo(before.WithoutTokens));
        Assert.Equal([1, 1, 1 + restarts], world.Platform.Units.Select(u => u.Starts));
    }

    [Fact]
    public async Task UpdateService_ReplicaThatNeedsThePrimarysChangeFirst_IsRestartedOnceMore()
    {
        var world = new FakeWorld();
        await CreateAsync(world);
        world.Executor.Checked = unit => unit is { Member.Role: MemberRole.Replica, Starts: < 3 } ? "again" : "";
        await world.RunAsync(
            new UpdateService(), Plan(Created, r => r with { Options = new Dictionary<string, string> { ["MaxConnections"] = "50" } }));
        Assert.Equal([2, 3, 3], world.Platform.Units.Select(u => u.Starts));
    }

    [Fact]
    public async Task UpdateService_MemberThatNeverTakesIt_IsPutBackWithAllOthers()
    {
        var world = new FakeWorld();
        await CreateAsync(world);
        var before = await WorldState.CaptureAsync(world, []);
        world.Executor.Checked = unit => unit.Member.Name == "mypg-1" ? "again" : "";
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(
            new UpdateService(), Plan(Created, r => r with { Options = new Dictionary<string, string> { ["MaxConnections"] = "50" } })));
        Assert.Equal("ChangeRefused", error.ErrorId);
        Assert.Empty((await WorldState.CaptureAsync(world, [])).WithoutTokens.DifferenceTo(before.WithoutTokens));
    }

    [Fact]
    public async Task UpdateService_PlannedBeforeAnotherChange_IsRefusedAndLeavesThatOne()
    {
        var world = new FakeWorld();
        await CreateAsync(world);
        var late = Plan(Created, r => r with { Options = new Dictionary<string, string> { ["WorkMem"] = "32MB" } });
        await world.RunAsync(
            new UpdateService(), Plan(Created, r => r with { Options = new Dictionary<string, string> { ["WorkMem"] = "16MB" } }));
        var before = await WorldState.CaptureAsync(world, []);
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => world.RunAsync(new UpdateService(), late));
        Assert.Equal(("ServiceChanged", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Empty((await WorldState.CaptureAsync(world, [])).DifferenceTo(before));
    }

    [Fact]
    public async Task UpdateService_Done_KeepsItsRevisionsUntilTheServiceIsRemoved()
    {
        var world = new FakeWorld();
        await CreateAsync(world);
        var plan = Plan(Created, r => r with { Options = new Dictionary<string, string> { ["WorkMem"] = "16MB" } });
        await world.RunAsync(new UpdateService(), plan);
        var revisions = await world.Store.ListAsync(Keys.Revisions("mypg"), ModelJson.Default.ServiceRevision, Cancel);
        Assert.Equal(
            [(1, "ann@bastion", "created"), (2, "ann@bastion", "WorkMem: 4MB -> 16MB")],
            revisions.Select(r => (r.Value.Number, r.Value.By, r.Value.Change)));
        Assert.Equal(2, (await world.Store.FindAsync(Keys.Service("mypg"), ModelJson.Default.ServiceSpec, Cancel))!.Value.Revision);
        Assert.Equal(3, (await world.Store.ListAsync(Keys.Specs("mypg"), Cancel)).Count);
        await world.RunAsync(new RemoveService(), RemoveServicePlanner.Plan(Created, "mypg", removeVolumes: true));
        Assert.Empty(await world.Store.ListAsync("revisions/", Cancel));
    }

    private static UpdateServicePlan Plan(PlanningState state, Func<UpdateServiceRequest, UpdateServiceRequest> ask)
        => UpdateServicePlanner.Plan(ask(new UpdateServiceRequest { Name = "mypg" }), PlanningStates.Catalog.Find("PostgreSQL"), state);

    private static async Task CreateAsync(FakeWorld world)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), MyPg);
    }

    private async Task TryAsync(UpdateServicePlan plan, Func<FakeWorld, Task> prepare, IReadOnlyList<string>? inputs = null)
    {
        var scenario = new OperationScenario<UpdateServicePlan>(new UpdateService(), async world =>
        {
            await prepare(world);
            return plan;
        })
        {
            Inputs = (inputs ?? []).ToDictionary(name => name, name => $"secret {name}"),
            GrowsVolumes = true,
        };
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }
}
