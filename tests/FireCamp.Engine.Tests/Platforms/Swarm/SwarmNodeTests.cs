using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Tests.Platforms.Swarm;

public sealed class SwarmNodeTests
{
    private static readonly SwarmMemberOptions Options = new() { Cluster = "t1" };

    private static readonly SwarmNode Worker = new(
        "id2", "n2", "b", new ByteSize(1L << 30), "10.0.0.2", "ready", "", "active", null, HasPlugin: true, IsManager: false, IsLeader: false);

    [Fact]
    public void Status_ReadyWithALivingLease_IsUpWhereItsAgentAnswers()
    {
        var status = SwarmNodeStatus.Of(Worker, Lease(alive: true), Options);

        Assert.Equal((NodePhase.Up, "", "https://10.0.0.2:7400", "worker"), (status.Phase, status.Reason, status.Endpoint, status.Role));
        Assert.Equal(Worker.Memory, status.Memory);
    }

    [Fact]
    public void Status_ManagerThatTakesNoMembers_HasNoMemoryForThem()
    {
        var leader = Worker with { IsManager = true, IsLeader = true };

        var status = SwarmNodeStatus.Of(leader, Lease(alive: true), Options);

        Assert.Equal((0, "leader"), (status.Memory.Bytes, status.Role));
        Assert.Equal(Worker.Memory, SwarmNodeStatus.Of(leader, Lease(alive: true), Options with { OnManagers = true }).Memory);
    }

    [Fact]
    public void Status_NotUp_SaysWhy()
    {
        Assert.Equal((NodePhase.Down, "No agent of the cluster has its lease: install it there (docs/swarm.md)."), Status(Worker, null));
        Assert.Equal((NodePhase.Down, "Its agent hasn't renewed its lease for 2.5 s."), Status(Worker, Lease(alive: false)));
        Assert.Equal((NodePhase.Down, "Its agent was stopped."), Status(Worker, Lease(alive: false, released: true)));
        Assert.Equal(
            (NodePhase.Down, "Swarm says down: heartbeat failure."),
            Status(Worker with { State = "down", Message = "heartbeat failure" }, Lease(true)));
        Assert.Equal(
            (NodePhase.Suspended, "It is suspended: Resume-FireCampNode lets it back."),
            Status(Worker with { Availability = "drain", Drain = DrainReason.Suspended }, Lease(true)));
        Assert.Equal(
            (NodePhase.Suspended, "It was paused in Swarm: Resume-FireCampNode lets it back."),
            Status(Worker with { Availability = "pause" }, Lease(true)));
        Assert.Equal(
            (NodePhase.Down, "Its agent was stopped. It is suspended: Resume-FireCampNode lets it back."),
            Status(Worker with { Availability = "pause", Drain = DrainReason.Suspended }, Lease(false, released: true)));
        Assert.Equal(
            (NodePhase.Down, "It was lost, and takes no members until its agent is back."),
            Status(Worker with { Availability = "drain", Drain = DrainReason.Lost }, Lease(true)));
    }

    [Fact]
    public void CheckMembers_NothingFits_NamesAllOfIt()
    {
        SwarmNode[] nodes =
        [
            Worker with { Id = "id1", Name = "n1", Zone = "a", IsManager = true },
            Worker with { HasPlugin = false },
            Worker with { Id = "id3", Name = "n3", Availability = "drain" },
            Worker with { Id = "id4", Name = "n4", Zone = "c" },
        ];
        MemberSpec[] members =
        [
            Member(0, "a", 1), Member(1, "b", 1), Member(2, "c", 2048), Member(3, "d", 1),
            Member(4, "c", 1) with { Workload = Member(4, "c", 1).Workload with { Software = new Software(null, [], [], []) } },
        ];

        var mistakes = SwarmCheck.Members(members, nodes, [Unit("other-0", "c", 512)], Options).Select(m => m.ToString());

        Assert.Equal(
            [
                "mypg-4: kind Fake names no container image for this version.",
                "zone a: no node can take members: n1 is a manager.",
                "zone b: no node can take members: n2 lacks the volume plugin 'firecamp' "
                    + "(Install-FireCampAgent, or New-FireCampCluster -InstallAgent); n3 is drained.",
                "mypg-2: needs 2GB of memory; the largest node of zone c has 1GB.",
                "zone c: its nodes have 1GB of memory; members there have reserved 512MB and these need 2049MB.",
                "zone d: no node can take members: none has the label 'zone=d' (docker node update --label-add).",
            ],
            mistakes);
    }

    [Fact]
    public void CheckMembers_TheyFit_IsEmpty()
        => Assert.Empty(SwarmCheck.Members([Member(0, "b", 512)], [Worker], [Unit("mypg-0", "b", 1024)], Options));

    [Fact]
    public void CheckNodes_SameNameNoLabelNoWorker_NamesAllOfIt()
    {
        Assert.Empty(SwarmCheck.Nodes([Worker], Options));
        Assert.Equal(["n2", "n2"], SwarmCheck.Nodes([Worker, Worker with { Id = "id9", Zone = "" }], Options).Select(m => m.Where));
        Assert.Equal(["nodes"], SwarmCheck.Nodes([Worker with { IsManager = true }], Options).Select(m => m.Where));
    }

    [Fact]
    public void NodeCheck_LonelySuspendedUnfit_TellsOfEach()
    {
        SwarmNode[] nodes =
        [
            Worker, Worker with { Id = "id3", Name = "n3", Availability = "drain", Drain = DrainReason.Suspended },
            Worker with { Id = "id4", Name = "n4", HasPlugin = false },
        ];

        var found = SwarmNodeCheck.Look(nodes, Options with { OnManagers = true }).Select(f => $"{f.Outcome} {f.Target}");

        Assert.Equal(["Warning n3", "Failed n4", "Passed n2", "Warning zone b", "Warning managers"], found);
    }

    private static (NodePhase Phase, string Reason) Status(SwarmNode node, LeaseSeen? lease)
        => SwarmNodeStatus.Of(node, lease, Options) is var s ? (s.Phase, s.Reason) : default;

    private static LeaseSeen Lease(bool alive, bool released = false)
        => new(new NodeLease("n2", "holder", 7, TimeSpan.FromSeconds(2.5), "https://10.0.0.2:7400", released), alive);

    private static MemberUnit Unit(string member, string zone, long megabytes)
        => new() { Service = "s", Member = member, Group = "s/m", Zone = zone, MemoryBytes = megabytes << 20, RunToken = "t" };

    private static MemberSpec Member(int ordinal, string zone, long megabytes)
    {
        var member = TestMembers.Member("mypg", ordinal, megabytes << 20);
        return member with { Zone = zone, Workload = member.Workload with { Software = new Software("postgres:15", [], [], []) } };
    }
}
