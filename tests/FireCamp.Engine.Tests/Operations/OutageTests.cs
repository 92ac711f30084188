using FireCamp.Engine.Operations;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>What an operation does while something that it needs can't be reached.</summary>
public sealed class OutageTests
{
    private static readonly DemoPlan Plan = DemoPlan.Of(new DemoStep("first"), new DemoStep("last"));

    private readonly DemoWorld demo = new();

    private readonly ListProgress<OperationProgress> progress = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Step_WhoseManagersAreAway_NamesThemAndGoesOn()
    {
        var tries = 0;
        var operation = new DemoOperation(Plan, (step, _, _) => step == "last" && ++tries < 3
            ? throw new SwarmUnavailableException("Changing service t1_x-0", "no manager did it.")
            : Task.CompletedTask);
        var done = await demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, progress, Cancel);
        Assert.Equal((OperationState.Succeeded, 3), (done.State, tries));
        Assert.Empty(done.Blockers);
        Assert.Equal(
            2, progress.Reports.Count(r => r.Step == "last" && r.Message.StartsWith("waiting for the swarm's managers", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Step_WhoseManagersStayAway_IsBlockedByThem()
    {
        var operation = new DemoOperation(Plan, (_, _, _) => throw new SwarmUnavailableException("Changing", "no manager did it."))
        {
            Deadline = TimeSpan.FromSeconds(1),
        };
        var error = await Assert.ThrowsAsync<OperationFailedException>(
            () => demo.Runner(operation).RunAsync(Plan, DemoWorld.NoInputs, progress, Cancel));
        Assert.Equal("OperationBlocked", error.ErrorId);
        Assert.Equal("the swarm's managers", Assert.Single(error.Operation.Blockers).What);
    }

    [Fact]
    public async Task Store_AwayForLongerThanTheRunnersLease_IsWaitedForAndTheStepDoneAgain()
    {
        var store = new UnreliableStore(demo.World.Store);
        var begun = 0;
        var operation = new DemoOperation(Plan, async (step, _, cancel) =>
        {
            if (step == "last" && ++begun == 1)
            {
                store.IsAway = true;
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            }
        });
        var running = demo.Runner(operation, store: store).RunAsync(Plan, DemoWorld.NoInputs, progress, Cancel);
        while (!progress.Reports.Any(r => r.Message.StartsWith("waiting for the metadata store", StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        }

        store.IsAway = false;
        var done = await running;
        Assert.Equal((OperationState.Succeeded, 2), (done.State, begun));
        Assert.Equal(["first", "last"], await demo.DoneAsync());
        Assert.Equal("last", progress.Reports.First(r => r.Message.StartsWith("waiting for", StringComparison.Ordinal)).Step);
    }
}
