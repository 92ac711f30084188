using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Testing.Fakes;

namespace FireCamp.Testing.Operations;

/// <summary>A fresh world at a scenario's start state, and sessions that work on it one after the other.</summary>
internal sealed class Trial<TPlan>
    where TPlan : OperationPlan
{
    private readonly OperationScenario<TPlan> scenario;
    private readonly FakeWorld world;
    private readonly TPlan plan;
    private readonly List<string> ids = [];

    private Trial(OperationScenario<TPlan> scenario, FakeWorld world, TPlan plan)
    {
        this.scenario = scenario;
        this.world = world;
        this.plan = plan;
    }

    public TPlan Plan => plan;

    public static async Task<Trial<TPlan>> NewAsync(OperationScenario<TPlan> scenario)
    {
        var world = new FakeWorld();
        return new Trial<TPlan>(scenario, world, await scenario.Prepare(world));
    }

    public Task<WorldState> StateAsync() => WorldState.CaptureAsync(world, ids);

    /// <summary>A session gives the command.</summary>
    public async Task<Operation> RunAsync(MortalProcess? process = null, StepHook? onDo = null, StepHook? onUndo = null)
        => await Runner(process, onDo, onUndo).RunAsync(plan, scenario.Inputs, null, CancellationToken.None);

    /// <summary>The same, for a run that must end with an error.</summary>
    public async Task<TError> FailAsync<TError>(MortalProcess? process = null, StepHook? onDo = null, StepHook? onUndo = null)
        where TError : Exception
        => await Assert.ThrowsAsync<TError>(() => RunAsync(process, onDo, onUndo));

    public Task<Operation> ResumeAsync(MortalProcess? process = null)
        => Runner(process, null, null).ResumeAsync(ids[^1], null, CancellationToken.None);

    public Task<Operation> UndoAsync(MortalProcess? process = null, StepHook? onUndo = null)
        => Runner(process, null, onUndo).UndoAsync(ids[^1], null, CancellationToken.None);

    /// <summary>What another session finds of the operation that was begun last.</summary>
    public Task<Operation?> FindAsync() => new OperationQuery(world.Ports, Registry(null, null)).FindAsync(ids[^1], CancellationToken.None);

    /// <summary>The world is as expected, and nothing of the operation is left unfinished.</summary>
    public async Task ExpectAsync(WorldState expected, bool tokens)
    {
        var state = await StateAsync();
        if (!tokens)
        {
            (state, expected) = (state.WithoutTokens, expected.WithoutTokens);
        }

        if (!tokens && scenario.MovesMembers)
        {
            (state, expected) = (state.WithoutPlaces, expected.WithoutPlaces);
        }

        if (!tokens && scenario.GrowsVolumes)
        {
            (state, expected) = (state.WithoutSizes, expected.WithoutSizes);
        }

        var difference = state.DifferenceTo(expected);
        Assert.True(difference.Count == 0, string.Join(Environment.NewLine, difference));
        var unfinished = await new OperationQuery(world.Ports, Registry(null, null))
            .FindUnfinishedAsync(plan.Subject, CancellationToken.None);
        Assert.True(unfinished is null, $"the operation is {unfinished?.State}");
    }

    /// <summary>Each session is a process of its own that is dead when the next looks: so a takeover needs no waiting.</summary>
    private OperationRunner Runner(MortalProcess? process, StepHook? onDo, StepHook? onUndo) => new(
        process?.PortsOf(world) ?? world.Ports,
        Registry(onDo, onUndo),
        new RunnerOptions
        {
            Actor = "trial@test",
            Process = RunnerProcess.Current with { Started = -1 },
            BeatInterval = TimeSpan.FromHours(1),
            UndoRetries = [TimeSpan.Zero],
            Parallelism = 1,
            NewId = NewId,
        });

    private OperationRegistry Registry(StepHook? onDo, StepHook? onUndo)
        => new OperationRegistry(scenario.PlanType).Add(new HookedOperation<TPlan>(scenario.Operation, onDo, onUndo));

    private string NewId()
    {
        ids.Add($"trial{ids.Count:D4}");
        return ids[^1];
    }
}
