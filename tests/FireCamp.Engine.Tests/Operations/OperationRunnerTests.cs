using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Operations;

public sealed class OperationRunnerTests
{
    private static readonly DemoPlan Plan = DemoPlan.Of(new DemoStep("first"), new DemoStep("each", 3), new DemoStep("last"));

    private readonly DemoWorld demo = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Undisturbed_DoesEveryStepInOrderAndSaysSo()
    {
        var progress = new ListProgress<OperationProgress>();
        var done = await demo.Runner(new DemoOperation(Plan)).RunAsync(Plan, DemoWorld.NoInputs, progress, Cancel);

        Assert.Equal((OperationState.Succeeded, 5, 5, null), (done.State, done.Done, done.Total, done.Runner));
        Assert.NotNull(done.FinishedAt);
        Assert.Equal(["each/i0", "each/i1", "each/i2", "first", "last"], await demo.DoneAsync());
        var log = (await demo.RecordAsync(done.Id)).Log;
        Assert.Equal(("first", StepEvent.Started), (log[0].Step, log[0].Event));
        Assert.Equal(("last", StepEvent.Succeeded), (log[^1].Step, log[^1].Event));
        Assert.Equal(10, log.Count);
        Assert.Equal((5, 5), (progress.Reports.Last().Done, progress.Reports.Last().Total));
        var told = Assert.Single(await new EventLog(demo.World.Store).ListAsync(null, "demo/a", Cancel));
        Assert.Equal(("ann@bastion", "OperationSucceeded"), (told.Actor, told.Action));
    }

    [Fact]
    public async Task RunAsync_ItemsOfAStep_RunAtOnce()
    {
        var together = new TaskCompletionSource();
        var underWay = 0;
        var operation = new DemoOperation(Plan, (step, _, cancel) =>
        {
            if (step.StartsWith("each", StringComparison.Ordinal) && Interlocked.Increment(ref underWay) == 3)
            {
                together.SetResult();
            }

            return step.StartsWith("each", StringComparison.Ordinal) ? together.Task.WaitAsync(cancel) : Task.CompletedTask;
        });
        var done = await demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel);
        Assert.Equal(OperationState.Succeeded, done.State);
    }

    [Fact]
    public async Task RunAsync_OneByOne_StopsAtTheFirstThatFails()
    {
        var plan = DemoPlan.Of(new DemoStep("each", 4, OneByOne: true));
        List<string> order = [];
        var operation = new DemoOperation(plan, async (step, _, _) =>
        {
            await Task.Yield();
            order.Add(step);
            await FailAt(step, "each/i2", temporary: true);
        });
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => demo.Runner(operation).RunAsync(plan, DemoWorld.NoInputs, null, Cancel));
        Assert.Equal(["each/i0", "each/i1", "each/i2"], order);
        Assert.Equal((OperationState.Failed, "each/i2"), (error.Operation.State, error.Operation.Step));
    }

    [Fact]
    public async Task RunAsync_TemporaryFailure_LeavesWhatWasDone()
    {
        var operation = new DemoOperation(Plan, (step, _, _) => FailAt(step, "last", temporary: true));
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel));

        Assert.Equal(("Refused", true), (error.ErrorId, error.IsTemporary));
        Assert.Contains($"Resume-FireCampOperation {error.Operation.Id}", error.NextStep);
        Assert.Equal(["each/i0", "each/i1", "each/i2", "first"], await demo.DoneAsync());
        Assert.Equal((OperationState.Failed, true, true), (error.Operation.State, error.Operation.IsInterrupted, error.Operation.CanUndo));

        var done = await demo.Runner(new DemoOperation(Plan)).ResumeAsync(error.Operation.Id, null, Cancel);
        Assert.Equal((OperationState.Succeeded, null), (done.State, done.Error));
    }

    [Fact]
    public async Task RunAsync_FailureForGood_TakesBackWhatWasDoneInReverse()
    {
        List<string> undone = [];
        var operation = new DemoOperation(
            Plan,
            (step, _, _) => FailAt(step, "last", temporary: false),
            (step, _, _) =>
            {
                lock (undone)
                {
                    undone.Add(step);
                }

                return Task.CompletedTask;
            });
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel));

        Assert.Equal((OperationState.Undone, "last"), (error.Operation.State, error.Operation.Step));
        Assert.Contains("taken back", error.NextStep);
        Assert.Empty(await demo.DoneAsync());
        Assert.Equal("last", undone[0]);
        Assert.Equal("first", undone[^1]);
    }

    [Fact]
    public async Task RunAsync_ItemsThatFailTogether_AreAllTold()
    {
        var together = new TaskCompletionSource();
        var underWay = 0;
        var operation = new DemoOperation(Plan, async (step, _, _) =>
        {
            if (step.StartsWith("each", StringComparison.Ordinal))
            {
                if (Interlocked.Increment(ref underWay) == 3)
                {
                    together.SetResult();
                }

                await together.Task;
                await FailAt(step, step, temporary: true);
            }
        });
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel));
        Assert.Equal(3, error.Errors.Count);
    }

    [Fact]
    public async Task RunAsync_OneItemFails_DoesNotWaitForTheOthers()
    {
        var operation = new DemoOperation(Plan, async (step, _, cancel) =>
        {
            if (step == "each/i0")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            }

            await FailAt(step, "each/i1", temporary: false);
        });
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel));
        Assert.Equal((OperationState.Undone, 1), (error.Operation.State, error.Errors.Count));
        Assert.Empty(await demo.DoneAsync());
    }

    [Fact]
    public async Task RunAsync_DeadlinePasses_NamesWhatBlocks()
    {
        var time = new FakeTimeProvider();
        var blocked = new DemoWorld(time);
        var waiting = new TaskCompletionSource();
        var operation = new DemoOperation(Plan, async (step, context, cancel) =>
        {
            if (step == "last")
            {
                context.Block([new Blocker("member a-1 is not ready", TimeSpan.FromSeconds(5), "Starting on node-1.", "See its log.")]);
                waiting.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            }
        })
        {
            Deadline = TimeSpan.FromSeconds(2),
        };
        var run = blocked.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel);
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        time.Advance(TimeSpan.FromSeconds(2.1));

        var error = await Assert.ThrowsAsync<OperationFailedException>(() => run);
        Assert.Equal("OperationBlocked", error.ErrorId);
        Assert.Contains("member a-1 is not ready", error.Message);
        Assert.Equal(OperationState.Failed, error.Operation.State);
        Assert.Equal("member a-1 is not ready", Assert.Single((await blocked.RecordAsync(error.Operation.Id)).Blockers).What);
    }

    [Fact]
    public async Task RunAsync_Cancelled_CanBeResumedAtOnce()
    {
        using var interrupt = new CancellationTokenSource();
        var operation = new DemoOperation(Plan, async (step, _, cancel) =>
        {
            if (step == "each/i1")
            {
                await interrupt.CancelAsync();
                cancel.ThrowIfCancellationRequested();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, interrupt.Token));

        var left = await demo.Query(operation).FindUnfinishedAsync("demo/a", Cancel);
        Assert.Equal((OperationState.Failed, "OperationInterrupted", null), (left!.State, left.Error!.ErrorId, left.Runner));
        var done = await demo.Runner(new DemoOperation(Plan)).ResumeAsync(left.Id, null, Cancel);
        Assert.Equal(OperationState.Succeeded, done.State);
    }

    [Fact]
    public async Task RunAsync_SecretInputs_AreSealedAndDroppedAtTheEnd()
    {
        var inputs = new Dictionary<string, string> { ["password"] = "p=/&\"'$\\ x" };
        string? opened = null;
        string stored = "";
        var operation = new DemoOperation(Plan, async (step, context, cancel) =>
        {
            if (step == "last")
            {
                opened = context.Input("password");
                Assert.Null(context.Input("other"));
                stored = (await context.Ports.Store.FindAsync(Keys.Operation(context.OperationId), cancel))!.Value;
            }
        });
        var done = await demo.Runner(operation).RunAsync(Plan, inputs, null, Cancel);

        Assert.Equal("p=/&\"'$\\ x", opened);
        Assert.DoesNotContain("p=/", stored);
        Assert.Empty((await demo.RecordAsync(done.Id)).Inputs);
    }

    private static Task FailAt(string step, string at, bool temporary)
        => step != at
            ? Task.CompletedTask
            : throw (temporary ? new TemporaryException() : new FireCampException("Refused", "It is so.", "Mend it."));

    private sealed class TemporaryException() : FireCampException("Refused", "It is so.", "Mend it.")
    {
        public override bool IsTemporary => true;
    }
}
