using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests;

/// <summary>What the checks of a service find in a whole cluster.</summary>
public sealed class ServiceExaminerTests
{
    private readonly FakeWorld world = new();
    private readonly ClusterEngine engine;

    public ServiceExaminerTests() => engine = TestClusters.Connect(world);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PostgreSQL", "JournalVolumeSize", "1GB")]
    [InlineData("PostgreSQL", "Replicas", "1")]
    [InlineData("Redis", "ReplicasPerShard", "3")]
    [InlineData("Redis", "Shards", "3")]
    [InlineData("ZooKeeper", "Port", "2181")]
    public async Task TestServiceAsync_AsItWasCreated_HasNoDrift(string kind, string option, string value)
    {
        await CreateAsync(kind, (option, value));
        var checks = await engine.TestServiceAsync("mine", [.. ServiceChecks.All.Where(c => c.Name == "Drift")], Cancel);
        var found = Assert.Single(checks);
        Assert.Equal((CheckOutcome.Passed, "mine", "Drift"), (found.Outcome, found.Service, found.Check));
    }

    [Fact]
    public async Task TestServiceAsync_SpecAndFilesChanged_AreNamed()
    {
        await CreateAsync("Redis", ("ReplicasPerShard", "2"));
        var member = (await MemberRecords.FindAsync(world.Store, "mine", "mine-1", Cancel))!;
        await MemberRecords.ForgetAsync(world.Store, "mine", "mine-1", Cancel);
        await MemberRecords.EnsureAsync(
            world.Store, member with { Files = [.. member.Files.Select(f => f.Path == "conf/start.sh" ? f with { Content = "older" } : f)] }, Cancel);
        world.Executor.ChangedFiles["mine-0/conf/redis.conf"] = "changed";

        // The world in memory has no agents that take claims; only of a member that runs the files are asked for.
        var claim = new MemberClaim("mine", "mine-0", "node-1", "h", 0, Released: false);
        await world.Store.PutAsync(Keys.Claim("mine", "mine-0"), claim, 0, MetadataJson.Default.MemberClaim, Cancel);

        var found = await engine.TestServiceAsync("mine", [.. ServiceChecks.All.Where(c => c.Name == "Drift")], Cancel);
        Assert.Equal(["mine-1", "mine-0"], found.Select(f => f.Target));
        Assert.Contains("conf/start.sh", found[0].Message, StringComparison.Ordinal);
        Assert.Contains("conf/redis.conf (changed)", found[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestServiceAsync_KindIsGone_SaysThatDriftCanNotBeTold()
    {
        await CreateAsync("Redis");
        await world.Store.UpdateAsync(
            Keys.Service("mine"), s => s! with { Kind = "Gone" }, ModelJson.Default.ServiceSpec, Cancel);
        var found = Assert.Single(await engine.TestServiceAsync("mine", [.. ServiceChecks.All.Where(c => c.Name == "Drift")], Cancel));
        Assert.Equal(CheckOutcome.Warning, found.Outcome);
        Assert.Contains("Gone", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestServiceAsync_QueuedAndUnfinishedOperations_AreNamed()
    {
        await CreateAsync("Redis");
        await engine.SetPolicyAsync("mine", null, requireApproval: true, Cancel);
        var queued = await engine.Queue.SubmitAsync(
            await engine.PlanRestartServiceAsync("mine", [], Cancel), new Dictionary<string, string>(), force: false, null, Cancel);
        var failing = new HookedOperation<StopServicePlan>(new StopService(), (step, _) => throw new InjectedException(step, temporary: true), null);
        var stop = new OperationRunner(world.Ports, new OperationRegistry(PlanningJson.Default.OperationPlan).Add(failing));
        await Assert.ThrowsAsync<OperationFailedException>(async () => await stop.RunAsync(
            await engine.PlanStopServiceAsync("mine", Cancel), new Dictionary<string, string>(), null, Cancel));

        var found = await engine.TestServiceAsync("mine", [.. ServiceChecks.All.Where(c => c.Name == "Operation")], Cancel);
        Assert.Equal([CheckOutcome.Failed, CheckOutcome.Passed], found.Select(f => f.Outcome));
        Assert.Contains("was made to fail", found[0].Message, StringComparison.Ordinal);
        Assert.Equal(queued.Id, found[1].Target);
        Assert.Contains("needs an approval", found[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestServiceAsync_NoSuchService_IsRefused()
        => await Assert.ThrowsAsync<NotFoundException>(() => engine.TestServiceAsync("nothing", ServiceChecks.All, Cancel));

    private async Task CreateAsync(string kind, params (string Name, string Value)[] options)
    {
        await world.StartClusterAsync();
        var plan = await engine.PlanCreateServiceAsync(PlanningStates.Request("mine", kind, options), Cancel);
        await engine.RunAsync(plan, new Dictionary<string, string>(), null, Cancel);
    }
}
