using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Ecs;
using FireCamp.Testing.Aws;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Platforms.Ecs;

/// <summary>Members as ECS services of an emulator, with a scheduler of our own that places their tasks.</summary>
public sealed class EcsPlatformTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private const string Zone = "us-east-1a";

    private static readonly EcsMemberOptions Options = new()
    {
        Cluster = "t1", EcsCluster = EmulatedEcs.Name, Region = AwsEmulator.Region, LogGroup = "/firecamp/t1",
    };

    private readonly InMemoryMetadataStore store = new(TimeProvider.System);
    private AwsConnection aws = null!;
    private EmulatedEcs ecs = null!;
    private EcsPlatform platform = null!;
    private EcsNodes nodes = null!;
    private string here = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EmulatedScheduler Scheduler => emulator.World.Scheduler;

    public async ValueTask InitializeAsync()
    {
        emulator.Require();
        await emulator.ResetAsync();
        Scheduler.Clear();
        aws = emulator.Connect();
        ecs = await EmulatedEcs.StartAsync(emulator.World, aws);
        here = await ecs.AddAsync(Zone, Cancel);
        nodes = new EcsNodes(aws, Options);
        var fence = new MemberFence(store, new FakeVolumeProvider(), _ => false, TimeProvider.System);
        platform = new EcsPlatform(Options, aws, store, fence, new LeaseSight(store, TimeProvider.System));
        emulator.World.Sent.Clear();
    }

    public ValueTask DisposeAsync()
    {
        aws?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Life_OfAMember_IsOneTaskAtATimeAndLeavesNothing()
    {
        await platform.EnsureMemberAsync(Member(0), "token1", Cancel);
        var created = emulator.World.Sent.Count;
        Assert.Equal(new UnitStatus("mypg", "mypg-0", true, "token1", here, ""), await StatusAsync());
        await platform.EnsureMemberAsync(Member(0), "token1", Cancel);
        await platform.EnsureMemberAsync(Member(0), "token2", Cancel);
        Assert.Equal("token2", (await StatusAsync()).RunToken);
        Assert.Equal([1, 2], Scheduler.Tasks.Select(t => EcsNames.DefinitionOf(t.Definition).Revision));
        Assert.Single(Scheduler.Tasks, t => t.LastStatus == "RUNNING");

        await platform.StopMemberAsync("mypg", "mypg-0", Cancel);
        Assert.False((await StatusAsync()).MeantToRun);
        Assert.DoesNotContain(Scheduler.Tasks, t => t.LastStatus == "RUNNING");
        await platform.EnsureMemberAsync(Member(0), "token2", Cancel);
        Assert.Equal(here, (await StatusAsync()).Node);
        Assert.Equal(2, EcsNames.DefinitionOf(Scheduler.Tasks[^1].Definition).Revision);

        await platform.RemoveMemberAsync("mypg", "mypg-0", Cancel);
        await platform.RemoveMemberAsync("mypg", "mypg-0", Cancel);
        Assert.Empty(await platform.ObserveAsync(null, Cancel));
        Assert.Empty(await ecs.ServicesAsync());
        Assert.Empty(await ecs.DefinitionsAsync());
        Assert.DoesNotContain(Scheduler.Tasks, t => t.LastStatus == "RUNNING");
        Assert.Equal(3, created);
        output.WriteLine($"{created} calls to create; {await RequestCheck.AllAreRightAsync(emulator.World.Sent)}");
    }

    [Fact]
    public async Task EnsureMemberAsync_NewMemberOrStrangersService_IsPlacedInItsZoneOrRefused()
    {
        await ecs.AddAsync("us-east-1b", Cancel);
        await ecs.ForeignServiceAsync("t1_mypg-2");

        await platform.EnsureMemberAsync(Member(1) with { Zone = "us-east-1c" }, "token1", Cancel);
        var waiting = await StatusAsync("mypg-1");
        Assert.Null(waiting.Node);
        Assert.Contains("no container instance met all of its requirements", waiting.Reason, StringComparison.Ordinal);
        var there = await ecs.AddAsync("us-east-1c", Cancel);
        Assert.Equal(there, (await StatusAsync("mypg-1")).Node);

        var taken = await Assert.ThrowsAsync<FireCampException>(() => platform.EnsureMemberAsync(Member(2), "token1", Cancel));
        Assert.Equal("EcsNameTaken", taken.ErrorId);
    }

    [Fact]
    public async Task EnsureMemberAsync_TwoSessionsAtOnce_OneServiceAndNoDefinitionIsLostThatIsUsed()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => platform.EnsureMemberAsync(Member(0), "token1", Cancel)));
        await Task.WhenAll(Enumerable.Range(2, 4).Select(i => platform.EnsureMemberAsync(Member(0), $"token{i}", Cancel)));

        Assert.Single(await ecs.ServicesAsync());
        Assert.Equal(here, (await StatusAsync()).Node);
        var used = Scheduler.Tasks.Single(t => t.LastStatus == "RUNNING").Definition.Split('/')[^1];
        Assert.Contains(used, await ecs.DefinitionsAsync());
    }

    [Fact]
    public async Task EnsureMemberAsync_LostReplyOrUsedDefinitionDeregistered_GoesOnAndDropsOlderOnesOnly()
    {
        await platform.EnsureMemberAsync(Member(0), "token1", Cancel);
        emulator.World.Faults.Arm("RegisterTaskDefinition", AwsFault.LostReply);
        await platform.EnsureMemberAsync(Member(0), "token2", Cancel);
        Assert.Equal(["t1_mypg-0:1", "t1_mypg-0:2", "t1_mypg-0:3"], await ecs.DefinitionsAsync());

        await ecs.DeregisterAsync("t1_mypg-0:3");
        await platform.EnsureMemberAsync(Member(0), "token2", Cancel);
        await platform.EnsureMemberAsync(Member(0), "token3", Cancel);
        await StatusAsync();
        await platform.EnsureMemberAsync(Member(0), "token4", Cancel);

        Assert.Equal(["t1_mypg-0:4", "t1_mypg-0:5"], await ecs.DefinitionsAsync());
    }

    [Fact]
    public async Task SuspendedNode_IsEmptiedMemberByMemberAndTakesThemAgain()
    {
        await platform.EnsureMemberAsync(Member(0), "token1", Cancel);
        await platform.EnsureMemberAsync(Member(1), "token1", Cancel);
        Assert.Equal(here, (await StatusAsync("mypg-1")).Node);
        var other = await ecs.AddAsync(Zone, Cancel);
        await nodes.CloseAsync(here, Cancel);
        await nodes.CloseAsync(here, Cancel);

        Assert.Equal((here, here), ((await StatusAsync()).Node, (await StatusAsync("mypg-1")).Node));
        await platform.MoveMemberAsync(Member(0), here, "token2", Cancel);
        Assert.Equal((other, here), ((await StatusAsync()).Node, (await StatusAsync("mypg-1")).Node));
        await platform.MoveMemberAsync(Member(0), here, "token3", Cancel);
        Assert.Equal("token2", (await StatusAsync()).RunToken);
        await nodes.DrainAsync(here, DrainReason.Suspended, Cancel);
        await nodes.DrainAsync(here, DrainReason.Lost, Cancel);
        Assert.Equal(other, (await StatusAsync("mypg-1")).Node);
        var seen = (await platform.ListNodesAsync(Cancel)).Single(n => n.Name == here);
        Assert.True(seen.IsSuspended);
        Assert.Contains("Resume-FireCampNode", seen.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(await platform.CheckAsync([Member(0, "1TB")], Cancel));

        await nodes.LetBackAsync(here, DrainReason.Lost, Cancel);
        Assert.True((await platform.ListNodesAsync(Cancel)).Single(n => n.Name == here).IsSuspended);
        await nodes.LetBackAsync(here, DrainReason.Suspended, Cancel);
        Assert.False((await platform.ListNodesAsync(Cancel)).Single(n => n.Name == here).IsSuspended);
        await Assert.ThrowsAsync<NotFoundException>(() => nodes.CloseAsync("i-0123456789abcdef0", Cancel));
        output.WriteLine(await RequestCheck.AllAreRightAsync(emulator.World.Sent));
    }

    [Fact]
    public async Task ObserveAsync_TaskThatFails_SaysWhatTheContainerSaid()
    {
        await platform.EnsureMemberAsync(Member(0), "token1", Cancel);
        await StatusAsync();
        await nodes.CloseAsync(here, Cancel);
        Scheduler.Fail("t1_mypg-0", "CannotCreateVolumeError: its claim is another node's");

        Assert.Contains(
            $"Its task ended on {here}: CannotCreateVolumeError: its claim is another node's",
            (await StatusAsync()).Reason,
            StringComparison.Ordinal);
        await nodes.LetBackAsync(here, DrainReason.Suspended, Cancel);
        Assert.Equal("", (await StatusAsync()).Reason);
    }

    [Fact]
    public async Task RemoveMemberAsync_NodeOutOfReach_WaitsForNoTaskThere()
    {
        await platform.EnsureMemberAsync(Member(0), "token1", Cancel);
        await StatusAsync();
        Scheduler.CutOff(here);

        await platform.RemoveMemberAsync("mypg", "mypg-0", Cancel);

        Assert.Empty(await ecs.ServicesAsync());
        Assert.Equal("RUNNING", Scheduler.Tasks.Single().LastStatus);
        Assert.Contains("reach", (await platform.ListNodesAsync(Cancel)).Single().Reason, StringComparison.Ordinal);
        var mistakes = await platform.CheckAsync([Member(0)], Cancel);
        Assert.Contains($"{here} is out of ECS's reach", Assert.Single(mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyLook_EcsAway_SaysSoAndDoesntFail()
    {
        await platform.EnsureMemberAsync(Member(0), "token1", Cancel);
        using var away = emulator.Connect(s => s with { Repeats = 0 });
        var blind = new EcsPlatform(
            Options, away, store, new MemberFence(store, new FakeVolumeProvider(), _ => false, TimeProvider.System),
            new LeaseSight(store, TimeProvider.System));
        emulator.World.Faults.ArmAll(_ => AwsFault.Refusal);
        try
        {
            Assert.Contains("AWS gives no answer", Assert.Single(await blind.ObserveAsync("mypg", Cancel)).Reason, StringComparison.Ordinal);
            Assert.Single(await blind.CheckAsync([Member(0)], Cancel));
            Assert.Empty(await blind.ListNodesAsync(Cancel));
        }
        finally
        {
            emulator.World.Faults.ArmAll(null);
        }
    }

    private static MemberSpec Member(int ordinal, string memory = "64MB")
    {
        var member = TestMembers.Member("mypg", ordinal, ByteSize.Parse(memory).Bytes);
        return member with { Zone = Zone, Workload = member.Workload with { Software = new Software("postgres:15", [], [], []) } };
    }

    // The scheduler moves a step on at each look: one stops, the next starts.
    private async Task<UnitStatus> StatusAsync(string member = "mypg-0")
        => (await platform.ObserveAsync("mypg", Cancel)).Single(u => u.Member == member);
}
