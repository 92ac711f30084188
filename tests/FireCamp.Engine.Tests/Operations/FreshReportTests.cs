using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>What was reported of replicas before their primary went doesn't count for who waits for them afterwards.</summary>
public sealed class FreshReportTests
{
    private static readonly CreateServicePlan MyPg = PlanningStates.Plan("mypg", "PostgreSQL");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task RestartService_ReplicaLostItsPrimaryUnreported_IsWaitedFor()
        => ExpectWaitingAsync(world => world.RunAsync(new RestartService(), RestartPlanner.Plan(PlanningStates.After(MyPg), "mypg", ["mypg-0"])));

    [Fact]
    public Task SuspendNode_ReplicaLostItsPrimaryUnreported_IsWaitedFor()
        => ExpectWaitingAsync(world => world.RunAsync(new SuspendNode(), new SuspendNodePlan
        {
            Cluster = "t1", Node = "node-1", Moves = [new MovingMember("mypg", "mypg-0", "az1", MemberRole.Primary)], IsUp = true,
        }));

    private static async Task ExpectWaitingAsync(Func<FakeWorld, Task<Operation>> run)
    {
        var world = new FakeWorld();
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), MyPg);
        var started = world.Platform.Find("mypg", "mypg-0")!.Starts;
        var looks = 0;
        world.Executor.Looked = async member =>
        {
            Assert.Equal(started + 1, world.Platform.Find("mypg", "mypg-0")!.Starts);
            if (member.Name == "mypg-2" && Interlocked.Increment(ref looks) == 1)
            {
                await ReportAsync(world, caughtUp: false);
            }
        };

        var operation = run(world);
        await Eventually.TrueAsync(
            async () => (await BlockersAsync(world)).Any(b => b.What.Contains("mypg-2", StringComparison.Ordinal)), "it waits");
        Assert.False(operation.IsCompleted);
        await ReportAsync(world, caughtUp: true);
        Assert.Equal(OperationState.Succeeded, (await operation).State);
        Assert.Equal(1, looks);
    }

    private static async Task<IReadOnlyList<Blocker>> BlockersAsync(FakeWorld world)
        => (await new OperationQuery(world.Ports, OperationsOfFireCamp.Registry()).ListAsync(Cancel)).First().Blockers;

    private static Task ReportAsync(FakeWorld world, bool caughtUp)
        => world.Store.UpdateAsync(
            Keys.Report("mypg", "mypg-2"), report => report! with { CaughtUp = caughtUp, Reason = caughtUp ? "" : "it has no primary" },
            ModelJson.Default.MemberReport, Cancel);
}
