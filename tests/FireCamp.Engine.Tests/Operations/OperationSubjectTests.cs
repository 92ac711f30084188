using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>One unfinished operation a subject.</summary>
public sealed class OperationSubjectTests
{
    private static readonly DemoPlan Plan = DemoPlan.Of(new DemoStep("first"), new DemoStep("last"));

    private readonly DemoWorld demo = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_SubjectHasAnUnfinishedOperation_NamesItAndKeepsNothing()
    {
        var left = await LeaveUnfinishedAsync();
        var error = await Assert.ThrowsAsync<OperationUnfinishedException>(
            () => demo.Runner(new DemoOperation(Plan)).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel));

        Assert.Equal(left, error.Operation.Id);
        Assert.Contains(left, error.Message);
        Assert.Contains("ann@bastion", error.Message);
        Assert.Contains($"Resume-FireCampOperation {left}, or Undo-FireCampOperation {left}", error.NextStep);
        Assert.Single(await demo.World.Store.ListAsync(Keys.Operations, Cancel));
        Assert.Single(await demo.World.Store.ListAsync("plans/", Cancel));
    }

    [Fact]
    public async Task RunAsync_OtherSubject_IsNotHeldUp()
    {
        await LeaveUnfinishedAsync();
        var other = Plan with { Target = "b" };
        var done = await demo.Runner(new DemoOperation(other)).RunAsync(other, DemoWorld.NoInputs, null, Cancel);
        Assert.Equal(OperationState.Succeeded, done.State);
    }

    [Fact]
    public async Task RunAsync_ManySessionsAtOnce_ExactlyOneRuns()
    {
        var begun = new TaskCompletionSource();
        var operation = new DemoOperation(Plan, (_, _, cancel) => begun.Task.WaitAsync(cancel));
        var runs = Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel), Cancel)).ToList();
        for (var refused = 0; refused < 19; refused++)
        {
            var run = await Task.WhenAny(runs);
            await Assert.ThrowsAsync<OperationUnfinishedException>(() => run);
            runs.Remove(run);
        }

        begun.SetResult();
        Assert.Equal(OperationState.Succeeded, (await runs.Single()).State);
        Assert.Single(await demo.World.Store.ListAsync(Keys.Operations, Cancel));
    }

    [Fact]
    public async Task ResumeAsync_FinishedOrUnknown_IsRefused()
    {
        var runner = demo.Runner(new DemoOperation(Plan));
        var done = await runner.RunAsync(Plan, DemoWorld.NoInputs, null, Cancel);
        await Assert.ThrowsAsync<OperationFinishedException>(() => runner.ResumeAsync(done.Id, null, Cancel));
        await Assert.ThrowsAsync<OperationFinishedException>(() => runner.UndoAsync(done.Id, null, Cancel));
        var unknown = await Assert.ThrowsAsync<NotFoundException>(() => runner.UndoAsync("nothing", null, Cancel));
        Assert.Equal("OperationNotFound", unknown.ErrorId);
    }

    [Fact]
    public async Task ResumeAsync_StepThatIsNoLongerKnown_IsRefusedByNameAndShownAsStuck()
    {
        var left = await LeaveUnfinishedAsync();
        var renamed = new DemoOperation(DemoPlan.Of(new DemoStep("begin"), new DemoStep("last")));
        var error = await Assert.ThrowsAsync<OperationNotUnderstoodException>(() => demo.Runner(renamed).ResumeAsync(left, null, Cancel));

        Assert.Contains("'first'", error.Message);
        var shown = await demo.Query(renamed).FindUnfinishedAsync("demo/a", Cancel);
        Assert.Equal((OperationState.Stuck, "OperationNotUnderstood"), (shown!.State, shown.Error!.ErrorId));
        Assert.Equal(OperationState.Failed, (await demo.RecordAsync(left)).State);
    }

    [Fact]
    public async Task ListAsync_SeveralOperations_NewestFirstAndUnfinishedBySubject()
    {
        var left = await LeaveUnfinishedAsync();
        var other = Plan with { Target = "b" };
        var operation = new DemoOperation(Plan);
        var done = await demo.Runner(operation).RunAsync(other, DemoWorld.NoInputs, null, Cancel);

        Assert.Equal([done.Id, left], (await demo.Query(operation).ListAsync(Cancel)).Select(o => o.Id));
        Assert.Equal(left, Assert.Single(await demo.Query(operation).ListUnfinishedAsync(Cancel)).Value.Id);
    }

    [Fact]
    public async Task SweepAsync_ManyFinished_KeepsTheNewestAndAllUnfinished()
    {
        List<string> finished = [];
        var operation = new DemoOperation(Plan);
        for (var i = 0; i < 5; i++)
        {
            finished.Add((await demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel)).Id);
        }

        var left = await LeaveUnfinishedAsync();
        var store = new OperationStore(demo.World.Ports, new OperationRegistry(DemoPlans.Type));
        await new OperationSweep(demo.World.Ports, store).SweepAsync(2, Cancel);

        string[] expected = [finished[3], finished[4], left];
        Assert.Equal(expected.Order(), (await demo.Query(operation).ListAsync(Cancel)).Select(o => o.Id).Order());
        Assert.Equal(3, (await demo.World.Store.ListAsync("plans/", Cancel)).Count);
    }

    private async Task<string> LeaveUnfinishedAsync()
    {
        var operation = new DemoOperation(
            Plan, (step, _, _) => step == "last" ? throw new FireCampException("No", "No.", "Mend it.") : Task.CompletedTask)
        {
            UnwindsOnFailure = false,
        };
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, null, Cancel));
        return error.Operation.Id;
    }
}
