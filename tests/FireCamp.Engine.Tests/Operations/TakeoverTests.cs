using FireCamp.Engine.Metadata;
using FireCamp.Engine.Operations;
using FireCamp.Testing;
using FireCamp.Testing.Operations;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Who may take up an operation, and what becomes of one who lost it.</summary>
public sealed class TakeoverTests
{
    private static readonly DemoPlan Plan = DemoPlan.Of(new DemoStep("first"), new DemoStep("last"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ResumeAsync_RunnerProvablyDead_TakesOverAtOnce()
    {
        var demo = new DemoWorld(new FakeTimeProvider());
        var id = await DieAsync(demo, DemoWorld.Dead);
        Assert.True((await demo.Query(new DemoOperation(Plan)).FindAsync(id, Cancel))!.IsInterrupted);
        var done = await demo.Runner(new DemoOperation(Plan)).ResumeAsync(id, null, Cancel);
        Assert.Equal(OperationState.Succeeded, done.State);
    }

    [Fact]
    public async Task ResumeAsync_SilentRunnerElsewhere_TakesOverAfterTheLease()
    {
        var time = new FakeTimeProvider();
        var demo = new DemoWorld(time);
        var id = await DieAsync(demo, DemoWorld.Elsewhere);
        var started = time.GetTimestamp();
        var resume = demo.Runner(new DemoOperation(Plan)).ResumeAsync(id, null, Cancel);
        await AdvanceUntilAsync(time, () => resume.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await resume).State);
        Assert.True(time.GetElapsedTime(started) >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task ResumeAsync_RunnerGivesSignsOfLife_IsRefused()
    {
        var time = new FakeTimeProvider();
        var demo = new DemoWorld(time);
        var go = new TaskCompletionSource();
        var waiting = new TaskCompletionSource();
        var operation = new DemoOperation(Plan, (_, _, cancel) =>
        {
            waiting.TrySetResult();
            return go.Task.WaitAsync(cancel);
        });
        var run = demo.Runner(operation, DemoWorld.Elsewhere).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel);
        await waiting.Task;
        var id = (await demo.Query(operation).FindUnfinishedAsync("demo/a", Cancel))!.Id;

        var resume = demo.Runner(operation).ResumeAsync(id, null, Cancel);
        await AdvanceUntilAsync(time, () => resume.IsCompleted);
        var error = await Assert.ThrowsAsync<OperationRunningException>(() => resume);
        Assert.Contains("ann@bastion", error.Message);
        go.SetResult();
        Assert.Equal(OperationState.Succeeded, (await run).State);
    }

    [Fact]
    public async Task RunAsync_TakenOverByAnother_StopsItsStepsAndWritesNothing()
    {
        var time = new FakeTimeProvider();
        var demo = new DemoWorld(time);
        var waiting = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var operation = new DemoOperation(Plan, async (_, _, cancel) =>
        {
            waiting.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.TrySetResult();
            cancel.ThrowIfCancellationRequested();
        });
        var run = demo.Runner(operation, DemoWorld.Dead).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel);
        await waiting.Task;
        var id = (await demo.Query(operation).FindUnfinishedAsync("demo/a", Cancel))!.Id;
        var done = await demo.Runner(new DemoOperation(Plan)).ResumeAsync(id, null, Cancel);
        Assert.Equal(OperationState.Succeeded, done.State);
        var before = await demo.RecordAsync(id);

        await AdvanceUntilAsync(time, () => run.IsCompleted);
        await Assert.ThrowsAsync<OperationTakenOverException>(() => run);
        await cancelled.Task;
        Assert.Equal(before.Log.Count, (await demo.RecordAsync(id)).Log.Count);
        Assert.Equal(OperationState.Succeeded, (await demo.RecordAsync(id)).State);
    }

    [Fact]
    public async Task ResumeAsync_TwoSessionsAtOnce_OnlyOneGetsIt()
    {
        var demo = new DemoWorld();
        var id = await DieAsync(demo, DemoWorld.Dead);
        var go = new TaskCompletionSource();
        var operation = new DemoOperation(Plan, (_, _, cancel) => go.Task.WaitAsync(cancel));
        var runs = Enumerable.Range(0, 8).Select(_ => Task.Run(() => demo.Runner(operation).ResumeAsync(id, null, Cancel), Cancel)).ToList();
        for (var refused = 0; refused < 7; refused++)
        {
            var run = await Task.WhenAny(runs);
            await Assert.ThrowsAsync<OperationRunningException>(() => run);
            runs.Remove(run);
        }

        go.SetResult();
        Assert.Equal(OperationState.Succeeded, (await runs.Single()).State);
    }

    [Fact]
    public async Task UndoAsync_Interrupted_GoesOnWithUnwindingWhenResumed()
    {
        var demo = new DemoWorld();
        var id = await DieAsync(demo, DemoWorld.Dead);
        using var interrupt = new CancellationTokenSource();
        var operation = new DemoOperation(Plan, onUndo: async (_, _, cancel) =>
        {
            await interrupt.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => demo.Runner(operation).UndoAsync(id, null, interrupt.Token));
        Assert.Equal(OperationState.Unwinding, (await demo.RecordAsync(id)).State);

        var undone = await demo.Runner(new DemoOperation(Plan)).ResumeAsync(id, null, Cancel);
        Assert.Equal(OperationState.Undone, undone.State);
        Assert.Empty(await demo.DoneAsync());
    }

    /// <summary>Runs the plan in a process that dies once its first step is done and not yet logged as such.</summary>
    private static async Task<string> DieAsync(DemoWorld demo, RunnerProcess process)
    {
        var mortal = new MortalProcess(6);
        var store = mortal.PortsOf(demo.World).Store;
        await Assert.ThrowsAsync<SimulatedCrashException>(
            () => demo.Runner(new DemoOperation(Plan), process, store).RunAsync(Plan, DemoWorld.NoInputs, null, CancellationToken.None));
        return Assert.Single(await demo.World.Store.ListAsync(Keys.Operations, CancellationToken.None)).Key["operations/".Length..];
    }

    /// <summary>Lets time go by in steps that are shorter than a sign of life takes.</summary>
    private static Task AdvanceUntilAsync(FakeTimeProvider time, Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            if (!condition())
            {
                time.Advance(TimeSpan.FromSeconds(0.1));
            }

            return condition();
        },
        "what the time was let go by for");
}
