using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Every operation on services, tried at each of its steps and effects, with the repository's own kinds.</summary>
public sealed class ServiceTrialsTests(ITestOutputHelper output)
{
    private static readonly CreateServicePlan MyPg = PlanningStates.Plan("mypg", "PostgreSQL") with
    {
        Policy = new ServicePolicy { Windows = [new(WeekDays.Sunday, new(1, 0), new(5, 0), "UTC")], RequireApproval = true },
    };

    private static readonly PlanningState Created = PlanningStates.After(MyPg);
    private static readonly PlanningState Stopped = Created with
    {
        Services = [.. Created.Services.Select(s => s with { Intent = ServiceIntent.Stopped })],
    };

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public Task CreateService_New_PassesItsTrials(string kind)
    {
        var plan = PlanningStates.Plan("mine", kind) with { Policy = MyPg.Policy };
        return TryAsync(new CreateService(), plan, world => world.StartClusterAsync(), [.. plan.Service.Credentials.Select(c => c.Name)]);
    }

    [Fact]
    public Task CreateService_OnKeptVolumes_PassesItsTrials()
    {
        var kept = Created with
        {
            Services = [], Members = [], Reports = [],
            Kept = [new KeptService(Created.Services[0], [.. MyPg.Members.SelectMany(m => m.Volumes)], DateTimeOffset.UnixEpoch)],
        };
        var request = PlanningStates.Request("mypg", "PostgreSQL") with { UseKeptVolumes = true };
        var plan = CreateServicePlanner.Plan(request, PlanningStates.Catalog.Find("PostgreSQL"), kept);
        return TryAsync(new CreateService(), plan, async world =>
        {
            await CreateAsync(world);
            await world.RunAsync(new RemoveService(), RemoveServicePlanner.Plan(Created, "mypg", removeVolumes: false));
        });
    }

    [Fact]
    public Task StartService_Stopped_PassesItsTrials()
        => TryAsync(new StartService(), StartStopPlanner.PlanStart(Stopped, "mypg"), StopAsync);

    [Fact]
    public Task StartService_Running_PassesItsTrials()
        => TryAsync(new StartService(), StartStopPlanner.PlanStart(Created, "mypg"), CreateAsync);

    [Fact]
    public Task StopService_Running_PassesItsTrials()
        => TryAsync(new StopService(), StartStopPlanner.PlanStop(Created, "mypg"), CreateAsync);

    [Fact]
    public Task StopService_Stopped_PassesItsTrials()
        => TryAsync(new StopService(), StartStopPlanner.PlanStop(Stopped, "mypg"), StopAsync);

    [Fact]
    public Task RestartService_Running_PassesItsTrials()
        => TryAsync(new RestartService(), RestartPlanner.Plan(Created, "mypg", []), CreateAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task RemoveService_Running_PassesItsTrials(bool removeVolumes)
        => TryAsync(new RemoveService(), RemoveServicePlanner.Plan(Created, "mypg", removeVolumes), CreateAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task RemoveService_Stopped_PassesItsTrials(bool removeVolumes)
        => TryAsync(new RemoveService(), RemoveServicePlanner.Plan(Stopped, "mypg", removeVolumes), StopAsync);

    private static async Task CreateAsync(FakeWorld world)
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), MyPg);
    }

    private static async Task StopAsync(FakeWorld world)
    {
        await CreateAsync(world);
        await world.RunAsync(new StopService(), StartStopPlanner.PlanStop(Created, "mypg"));
    }

    private async Task TryAsync<TPlan>(
        IOperation<TPlan> operation, TPlan plan, Func<FakeWorld, Task> prepare, IReadOnlyList<string>? inputs = null)
        where TPlan : OperationPlan
    {
        var scenario = new OperationScenario<TPlan>(operation, async world =>
        {
            await prepare(world);
            return plan;
        })
        {
            Inputs = (inputs ?? []).ToDictionary(name => name, name => $"secret {name}"),
        };
        output.WriteLine($"{await OperationTrials.RunAsync(scenario)}");
    }
}
