using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>Snapshots of a running member are of one moment: it is quiesced from before the first until after the last.</summary>
public sealed class SourceSnapshotsTests
{
    private static readonly CreateServicePlan MyPg = PlanningStates.Plan("mypg", "PostgreSQL", ("JournalVolumeSize", "2GB"));
    private static readonly MemberSpec Source = MyPg.Members[1];
    private static readonly IReadOnlyList<VolumeSnapshot> Snapshots = VolumeSnapshot.Of(Source, DateTimeOffset.UnixEpoch);

    private readonly FakeWorld world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_AllVolumes_AreTakenWhileItIsQuiesced()
    {
        var context = await StartAsync();
        List<bool> quiesced = [];
        world.Volumes.Snapshotting = _ => quiesced.Add(world.Executor.Quiesced.Contains(Source.Name));
        await SourceSnapshots.TakeAsync(context, Source, Snapshots, Cancel);
        Assert.Equal([true, true], quiesced);
        Assert.Equal(Snapshots.Select(s => s.Name).Order(), world.Volumes.Snapshots);
        Assert.Empty(world.Executor.Quiesced);
        await SourceSnapshots.DeleteAsync(context, Snapshots, Cancel);
        Assert.Empty(world.Volumes.Snapshots);
    }

    [Fact]
    public async Task TakeAsync_Repeated_TakesThemAnew()
    {
        var context = await StartAsync();
        await SourceSnapshots.TakeAsync(context, Source, Snapshots, Cancel);
        world.Volumes.Write(Source.Volumes[0].Name, "later");
        await SourceSnapshots.TakeAsync(context, Source, Snapshots, Cancel);
        var copy = Source.Volumes[0] with { Name = "copy" };
        await world.Volumes.EnsureFromSnapshotAsync(copy, Snapshots[0].Name, isLast: true, Cancel);
        Assert.Contains("later", world.Volumes.All.First(v => v.Spec.Name == "copy").Content);
    }

    [Theory]
    [InlineData(CatalogNames.Quiesce)]
    [InlineData(CatalogNames.Resume)]
    public async Task TakeAsync_ActionFails_LeavesNoSnapshotAndTheMemberGoesOn(string action)
    {
        var context = await StartAsync();
        world.Executor.Failing[action] = "no";
        var error = await Assert.ThrowsAsync<ActionFailedException>(() => SourceSnapshots.TakeAsync(context, Source, Snapshots, Cancel));
        Assert.Contains($"'{action}'", error.Message, StringComparison.Ordinal);
        Assert.Empty(world.Volumes.Snapshots);
        Assert.Empty(world.Executor.Quiesced);
    }

    [Fact]
    public async Task TakeAsync_QuiesceEndsTooEarly_CountsForNothing()
    {
        var context = await StartAsync();
        world.Volumes.Snapshotting = snapshot =>
        {
            if (snapshot == Snapshots[1].Name)
            {
                world.Executor.EndQuiesce(Source.Name, new ExecResult(3, "", "the replay went on", false));
            }
        };
        var error = await Assert.ThrowsAsync<ActionFailedException>(() => SourceSnapshots.TakeAsync(context, Source, Snapshots, Cancel));
        Assert.Contains("the replay went on", error.Message, StringComparison.Ordinal);
        Assert.Empty(world.Volumes.Snapshots);
    }

    [Fact]
    public async Task TakeAsync_Cancelled_EndsTheActionsConnection()
    {
        var context = await StartAsync();
        using var stop = new CancellationTokenSource();
        world.Volumes.Snapshotting = _ => stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SourceSnapshots.TakeAsync(context, Source, Snapshots, stop.Token));
        Assert.Empty(world.Executor.Quiesced);
    }

    private async Task<StepContext> StartAsync()
    {
        await world.StartClusterAsync();
        await world.RunAsync(new CreateService(), MyPg);
        return new StepContext(world.Ports, "op", null, _ => { }, _ => { }, _ => null) { Actor = "ann@bastion" };
    }
}
