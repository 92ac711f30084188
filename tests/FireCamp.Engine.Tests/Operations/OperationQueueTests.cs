using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Operations that wait: kept, begun once whoever tries, and lost at no crash.</summary>
public sealed class OperationQueueTests(ITestOutputHelper output)
{
    private static readonly DemoPlan Plan = DemoPlan.Of(new DemoStep("first"), new DemoStep("each", 3), new DemoStep("last"));

    private readonly DemoWorld demo = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OperationRunner Runner => demo.Runner(new DemoOperation(Plan));

    [Fact]
    public async Task AddAsync_Queued_DisturbsNobodyAndIsInNobodysWay()
    {
        var first = await Runner.Queue.AddAsync(Plan, DemoWorld.NoInputs, Cancel);
        var second = await Runner.Queue.AddAsync(Plan, DemoWorld.NoInputs, Cancel);

        Assert.Equal([first.Id, second.Id], (await Runner.Queue.ListAsync(Cancel)).Select(q => q.Id));
        Assert.Null(await demo.Query(new DemoOperation(Plan)).FindUnfinishedAsync(Plan.Subject, Cancel));
        Assert.Empty(await demo.Query(new DemoOperation(Plan)).ListAsync(Cancel));
        Assert.Equal(OperationState.Succeeded, (await Runner.RunAsync(Plan, DemoWorld.NoInputs, null, Cancel)).State);
        Assert.Equal(2, (await Runner.Queue.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task RunQueuedAsync_BeginsUnderTheSameIdWithItsSecrets()
    {
        string? opened = null;
        var operation = new DemoOperation(Plan, (_, context, _) =>
        {
            opened = context.Input("password");
            return Task.CompletedTask;
        });
        var inputs = new Dictionary<string, string> { ["password"] = "hush" };
        var queued = await Runner.Queue.AddAsync(Plan, inputs, Cancel);
        Assert.DoesNotContain("hush", (await demo.World.Store.FindAsync(Keys.Queued(queued.Id), Cancel))!.Value, StringComparison.Ordinal);

        var done = await demo.Runner(operation).RunQueuedAsync(queued, Plan, null, Cancel);
        Assert.Equal((queued.Id, OperationState.Succeeded, "hush"), (done.Id, done.State, opened));
        Assert.Empty(await Runner.Queue.ListAsync(Cancel));
        await Assert.ThrowsAsync<OperationRunningException>(() => Runner.RunQueuedAsync(queued, Plan, null, Cancel));
    }

    [Fact]
    public async Task RunQueuedAsync_AnotherIsUnfinished_StaysQueued()
    {
        var failing = new DemoOperation(
            Plan, (step, _, _) => step == "last" ? throw new InjectedException(step, temporary: true) : Task.CompletedTask);
        await Assert.ThrowsAsync<OperationFailedException>(() => demo.Runner(failing).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel));
        var queued = await Runner.Queue.AddAsync(Plan, DemoWorld.NoInputs, Cancel);
        await Assert.ThrowsAsync<OperationUnfinishedException>(() => Runner.RunQueuedAsync(queued, Plan, null, Cancel));
        Assert.Equal([queued.Id], (await Runner.Queue.ListAsync(Cancel)).Select(q => q.Id));
    }

    [Fact]
    public async Task RunQueuedAsync_WithdrawnAtTheSameMoment_DoesNothing()
    {
        var queued = await Runner.Queue.AddAsync(Plan, DemoWorld.NoInputs, Cancel);
        Assert.True(await Runner.Queue.TakeOutAsync(queued.Id, Cancel));
        await Assert.ThrowsAsync<NotFoundException>(() => Runner.RunQueuedAsync(queued, Plan, null, Cancel));
        Assert.Empty(await demo.DoneAsync());
        Assert.Empty(await demo.World.Store.ListAsync(Keys.Operations, Cancel));
        Assert.Equal(OperationState.Succeeded, (await Runner.RunAsync(Plan, DemoWorld.NoInputs, null, Cancel)).State);
    }

    [Fact]
    public async Task RunQueuedAsync_ByManyAtOnce_IsDoneByOne()
    {
        var runs = 0;
        var operation = new DemoOperation(Plan, (step, _, _) =>
        {
            runs += step == "first" ? 1 : 0;
            return Task.CompletedTask;
        });
        var queued = await Runner.Queue.AddAsync(Plan, DemoWorld.NoInputs, Cancel);
        var tries = Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Record.ExceptionAsync(() => demo.Runner(operation).RunQueuedAsync(queued, Plan, null, Cancel)).AsTask(), Cancel));
        var errors = await Task.WhenAll(tries);
        Assert.Equal(1, errors.Count(e => e is null));
        Assert.All(errors.OfType<Exception>(), e => Assert.True(
            e is OperationRunningException or NotFoundException or OperationUnfinishedException, $"{e}"));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task ChangeAsync_Approved_SurvivesAndIsKeptOnce()
    {
        var queued = await Runner.Queue.AddAsync(Plan, DemoWorld.NoInputs, Cancel);
        await Runner.Queue.ChangeAsync(queued.Id, q => q with { Approval = new OperationApproval("bob@bastion", DateTimeOffset.UnixEpoch) }, Cancel);
        Assert.Equal("bob@bastion", (await Runner.Queue.FindAsync(queued.Id.ToUpperInvariant(), Cancel))?.Approval?.By);
        await Assert.ThrowsAsync<NotFoundException>(() => Runner.Queue.ChangeAsync("nothing", q => q, Cancel));
    }

    /// <summary>The session dies after each of its effects on the world, from the queueing to the end of the operation.</summary>
    [Fact]
    public async Task QueuedOperation_SessionKilledAfterEachEffect_IsDoneOnceAfterwards()
    {
        var undisturbed = new MortalProcess();
        await QueueAndRunAsync(new DemoWorld(), undisturbed);
        var (dropped, resumed, started) = (0, 0, 0);
        for (var effect = 1; effect <= undisturbed.Effects.Count; effect++)
        {
            var world = new DemoWorld();
            await Assert.ThrowsAsync<SimulatedCrashException>(() => QueueAndRunAsync(world, new MortalProcess(effect)));
            var operation = new DemoOperation(Plan);
            var runner = world.Runner(operation);
            if (await world.Query(operation).ListAsync(Cancel) is [var begun])
            {
                resumed++;
                Assert.Empty(await runner.Queue.ListAsync(Cancel));
                await (begun.IsFinished ? Task.CompletedTask : runner.ResumeAsync(begun.Id, null, Cancel));
            }
            else if (await runner.Queue.ListAsync(Cancel) is [var queued])
            {
                started++;
                await runner.RunQueuedAsync(queued, Plan, null, Cancel);
                Assert.Empty(await world.World.Store.ListAsync(Keys.Queue, Cancel));
            }
            else
            {
                dropped++;
                continue;
            }

            Assert.Equal(["each/i0", "each/i1", "each/i2", "first", "last"], await world.DoneAsync());
            Assert.Equal(OperationState.Succeeded, Assert.Single(await world.Query(operation).ListAsync(Cancel)).State);
        }

        output.WriteLine($"{undisturbed.Effects.Count} effects: {started} started anew, {resumed} resumed, {dropped} never queued");
        Assert.True(started >= 3 && resumed > 5 && dropped == 0, $"{started} {resumed} {dropped}");
    }

    private static async Task QueueAndRunAsync(DemoWorld world, MortalProcess process)
    {
        var operation = new DemoOperation(Plan);
        var options = new RunnerOptions { Actor = "ann@bastion", Process = DemoWorld.Dead };
        var runner = new OperationRunner(process.PortsOf(world.World), new OperationRegistry(DemoPlans.Type).Add(operation), options);
        var queued = await runner.Queue.AddAsync(Plan, DemoWorld.NoInputs, Cancel);
        await runner.RunQueuedAsync(queued, Plan, null, Cancel);
    }
}
