using FireCamp.Agent.Containers;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Agent.Plugin;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Testing;
using FireCamp.Testing.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Plugin;

/// <summary>What dockerd is answered, and when a node gives a member up again.</summary>
public sealed class MountTests
{
    private const string Volume = "fc_t1_my-0";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly MemberKey Key = new("my", "my-0");

    [Theory]
    [InlineData("fc_t1_my-0", "my-0")]
    [InlineData("fc_T1_My-0_journal", "My-0")]
    [InlineData("fc_t2_my-0", null)]
    [InlineData("fc_t1", null)]
    [InlineData("fc_t1_", null)]
    [InlineData("fc_t1_my-0_a_b", null)]
    [InlineData("fc_t1_../x", null)]
    [InlineData("other", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Name_OfAVolume_SaysWhoseItIs(string? name, string? member)
    {
        var (parsed, whyNot) = VolumeName.Parse(name, "t1");
        Assert.Equal(member, parsed?.Member);
        Assert.Equal(member is null, whyNot.Length > 0);
    }

    [Fact]
    public async Task Mount_OfAPlaceThatOpens_IsGrantedAndWritesTheNode()
    {
        using var desk = await TestDesk.MakeAsync(TimeSpan.FromMinutes(1));
        var mounting = desk.Desk.MountAsync(Name(), "1", None);
        await Eventually.TrueAsync(() => desk.UnitAsync().Result.Node == "n1", "the unit names the node");
        Assert.False(mounting.IsCompleted);
        Assert.Null(desk.Mounts.IdleOf(Key));
        var place = new Place(Key, new Dictionary<string, string> { [Volume] = "/here" });
        desk.Places.Open(place);
        Assert.Equal("/here", await mounting);
        Assert.Equal("/here", await desk.Desk.MountAsync(Name(), "2", None));
        Assert.True(desk.Mounts.IdleOf(Key)!.IsMounted);

        desk.Desk.Unmount(Name(), "1");
        Assert.True(desk.Mounts.IdleOf(Key)!.IsMounted);
        desk.Desk.Unmount(Name(), "2");
        Assert.False(desk.Mounts.IdleOf(Key)!.IsMounted);
        desk.Places.Close(place);
        desk.Desk.Unmount(Name(), "2");
    }

    [Fact]
    public async Task Mount_OfAPlaceThatStaysClosed_SaysWhy()
    {
        using var desk = await TestDesk.MakeAsync(TimeSpan.FromMilliseconds(1));
        var e = await Assert.ThrowsAsync<FireCampException>(() => desk.Desk.MountAsync(Name(), "1", None));
        Assert.Equal("MountTimeout", e.ErrorId);
        Assert.Contains("has no lease", e.Message, StringComparison.Ordinal);
        Assert.Equal(new MountIdle(TimeSpan.MaxValue, false, false), desk.Mounts.IdleOf(Key)! with { Since = TimeSpan.MaxValue });
    }

    [Fact]
    public async Task Mount_WhoseCallerGoesAway_GrantsNothing()
    {
        using var desk = await TestDesk.MakeAsync(TimeSpan.FromMinutes(1));
        using var caller = new CancellationTokenSource();
        var mounting = desk.Desk.MountAsync(Name(), "1", caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mounting);
        desk.Places.Open(new Place(Key, new Dictionary<string, string> { [Volume] = "/here" }));
        Assert.False(desk.Mounts.IdleOf(Key)?.IsMounted ?? false);
    }

    [Fact]
    public async Task Mount_OfAStoppedMemberOrNone_FailsAtOnceAndWritesNothing()
    {
        using var desk = await TestDesk.MakeAsync(TimeSpan.FromMinutes(1));
        await desk.Store.UpdateAsync(Keys.Unit("my", "my-0"), u => u! with { MeantToRun = false }, PlatformsJson.Default.MemberUnit, None);
        var stopped = await Assert.ThrowsAsync<FireCampException>(() => desk.Desk.MountAsync(Name(), "1", None));
        Assert.Equal("MemberStopped", stopped.ErrorId);
        Assert.Null((await desk.UnitAsync()).Node);
        var none = VolumeName.Parse("fc_t1_other-0", "t1").Name!.Value;
        Assert.Equal("MemberNotFound", (await Assert.ThrowsAsync<NotFoundException>(() => desk.Desk.MountAsync(none, "1", None))).ErrorId);
    }

    [Fact]
    public async Task TakeAway_OfAUnitThatNamesAnotherNode_LeavesIt()
    {
        using var desk = await TestDesk.MakeAsync(TimeSpan.FromMinutes(1));
        await desk.Store.UpdateAsync(Keys.Unit("my", "my-0"), u => u! with { Node = "n2" }, PlatformsJson.Default.MemberUnit, None);
        await desk.Placer.TakeAwayAsync(Key, None);
        Assert.Equal("n2", (await desk.UnitAsync()).Node);
        Assert.Empty(await desk.Placer.ListHereAsync(None));
    }

    [Fact]
    public void Place_IsLeft_AtOnceAfterAStopAndAfterAWhileElse()
    {
        var time = new FakeTimeProvider();
        time.Advance(TimeSpan.FromHours(1));
        var book = new MountBook(time);
        Assert.False(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        using var looking = book.OnGrant(Key, () => { });
        Assert.False(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        book.Grant(Key, Volume, "1");
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        book.NoteEnd(Key, failed: true);
        book.TakeBack(Key, Volume, "1");
        Assert.False(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        book.Grant(Key, Volume, "2");
        book.NoteEnd(Key, failed: false);
        Assert.False(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.True(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
        book.Grant(Key, Volume, "3");
        book.NoteEnd(Key, failed: false);
        book.TakeBack(Key, Volume, "3");
        Assert.True(PlaceKeeper.IsLeft(book.IdleOf(Key)!));
    }

    private static VolumeName Name() => VolumeName.Parse(Volume, "t1").Name!.Value;

    /// <summary>A desk over a store with one unit, of an agent that has no lease.</summary>
    private sealed class TestDesk : IDisposable
    {
        private readonly NodeAgent agent;

        private TestDesk(InMemoryMetadataStore store, TimeSpan patience)
        {
            Store = store;
            var time = TimeProvider.System;
            var node = new NodeContext
            {
                Cluster = "t1",
                Node = "n1",
                Paths = new LocalPaths("/nowhere", "t1"),
                Store = store,
                Secrets = new FakeSecretStore(store),
                Volumes = new FakeVolumeProvider(),
                Time = time,
                Log = new AgentLog(TextWriter.Null, time),
                Peers = new LeasePeers(new LeaseWatcher(time), null, time),
            };
            var parts = new AgentParts(store, new LeaseWatcher(time), new PledgeBook(time), new ChildTable())
            {
                HostOf = _ => throw new InvalidOperationException("No session begins here."),
            };
            agent = new NodeAgent(node, parts);
            Placer = new UnitPlacer(node);
            Mounts = new MountBook(time);
            Desk = new MountDesk(agent, Placer, Places, Mounts) { Patience = patience };
        }

        public InMemoryMetadataStore Store { get; }

        public Places Places { get; } = new();

        public MountBook Mounts { get; }

        public UnitPlacer Placer { get; }

        public MountDesk Desk { get; }

        public static async Task<TestDesk> MakeAsync(TimeSpan patience)
        {
            var store = new InMemoryMetadataStore(TimeProvider.System);
            await store.PutAsync(Keys.Unit("my", "my-0"), new MemberUnit
            {
                Service = "my", Member = "my-0", Group = "my/members", Zone = "a", MemoryBytes = 1, RunToken = "1", MeantToRun = true,
            }, 0, PlatformsJson.Default.MemberUnit, None);
            return new TestDesk(store, patience);
        }

        public async Task<MemberUnit> UnitAsync()
            => (await Store.FindAsync(Keys.Unit("my", "my-0"), PlatformsJson.Default.MemberUnit, None))!.Value;

        public void Dispose()
        {
            agent.Parts.Launcher.Dispose();
            agent.Dispose();
        }
    }
}
