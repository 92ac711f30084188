using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Tests.Planning;

public sealed class ReplicaPlannerTests
{
    private static readonly CreateServicePlan MyPg = PlanningStates.Plan("mypg", "PostgreSQL");
    private static readonly PlanningState Created = PlanningStates.After(MyPg);

    [Fact]
    public void Add_OnePerZone_GoesWhereFewestAre_AndComesFromAReplica()
    {
        var plan = Add(Created, r => r with { Count = 2 });
        Assert.Equal([("mypg-3", "az1", MemberRole.Replica), ("mypg-4", "az2", MemberRole.Replica)], plan.New.Select(m => (m.Name, m.Zone, m.Role)));
        Assert.Equal("mypg-2", Assert.Single(plan.Sources).Name);
        Assert.Equal(["mypg-3", "mypg-4"], plan.Sources[0].For);
        Assert.Equal("5", plan.After.Options["Replicas"]);
        Assert.All(plan.Changes, c => Assert.True(c.Applies < ChangeApplies.Restart, $"{c.Name} restarts: {string.Join(", ", c.What)}"));
        Assert.Equal(["mypg-2", "mypg-1", "mypg-0"], plan.Changes.Select(c => c.Name));
        Assert.Empty(plan.Disrupts);
        Assert.Contains("from a snapshot of mypg-2", plan.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Redis", "Replica")]
    [InlineData("ZooKeeper", "None")]
    public void Add_OtherKinds_RestartNobody(string kind, string role)
    {
        var create = PlanningStates.Plan("it", kind);
        var state = PlanningStates.WithLeader(PlanningStates.After(create));
        var plan = AddReplicasPlanner.Plan(new AddReplicasRequest { Name = "it", Count = 2 }, PlanningStates.Catalog.Find(kind), state);
        Assert.All(plan.Changes, c => Assert.True(c.Applies < ChangeApplies.Restart, $"{c.Name} restarts: {string.Join(", ", c.What)}"));
        Assert.All(plan.New, m => Assert.Equal(role, m.Role.ToString()));
        Assert.Single(plan.Sources);
    }

    [Fact]
    public void Add_NamedZones_TakesThemInTurn()
    {
        var plan = Add(Created, r => r with { Zones = ["AZ3", "az3"] });
        Assert.Equal(["az3", "az3"], plan.New.Select(m => m.Zone));
    }

    [Fact]
    public void Add_AGap_IsFilledUnlessItsVolumesWereKept()
    {
        var without = Created with
        {
            Members = [.. Created.Members.Where(m => m.Name != "mypg-1")], Own = [.. Created.Own.Where(m => m.Name != "mypg-1")],
        };
        Assert.Equal(["mypg-1"], Add(without, r => r).New.Select(m => m.Name));
        var left = without with { LeftVolumes = [new VolumeInfo("fc_t1_mypg-1", ByteSize.Parse("10GB"), "az2", null, 3, "")] };
        Assert.Equal(["mypg-3"], Add(left, r => r).New.Select(m => m.Name));
    }

    [Fact]
    public void Add_NoReplicaThatIsReadyAndCaughtUp_CopiesByTheKindsOwnMeans()
    {
        var behind = Created with { Reports = [.. Created.Reports.Select(r => r with { CaughtUp = r.Role == MemberRole.Primary })] };
        var plan = Add(behind, r => r);
        Assert.Empty(plan.Sources);
        Assert.Contains("copies the data by PostgreSQL's own means: there is no replica", plan.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ManyMistakes_AreNamedAtOnce()
    {
        var error = Assert.Throws<InvalidInputException>(() => Add(Created, r => r with { Count = 60, Zones = ["az9", "nowhere"] }));
        Assert.Equal(3, error.Mistakes.Count);
        Assert.Equal("ReplicasInvalid", error.ErrorId);
    }

    [Fact]
    public void Add_EvenEnsemble_IsRefused()
    {
        var create = PlanningStates.Plan("it", "ZooKeeper");
        var error = Assert.Throws<InvalidInputException>(() => AddReplicasPlanner.Plan(
            new AddReplicasRequest { Name = "it", Count = 1 }, PlanningStates.Catalog.Find("ZooKeeper"), PlanningStates.After(create)));
        Assert.Contains("even number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddAndRemove_Sharded_TakeOneOfEachShard()
    {
        var create = PlanningStates.Plan("rc", "Redis", ("Shards", "3"), ("ReplicasPerShard", "2"));
        var state = PlanningStates.After(create) with
        {
            Reports =
            [
                .. create.Members.Select(m => new MemberReport
                {
                    Member = m.Name, Node = "node-1", Phase = MemberPhase.Ready, CaughtUp = true,
                    Role = m.Index == 1 ? MemberRole.Primary : MemberRole.Replica,
                }),
            ],
        };
        var redis = PlanningStates.Catalog.Find("Redis");
        var add = AddReplicasPlanner.Plan(new AddReplicasRequest { Name = "rc" }, redis, state);
        Assert.Equal([("rc-6", 0, 2), ("rc-7", 1, 2), ("rc-8", 2, 2)], add.New.Select(m => (m.Name, m.Shard, m.Index)));
        Assert.Empty(add.Sources);
        Assert.Contains("can't begin with another's volumes", add.Describe(), StringComparison.Ordinal);

        var remove = RemoveReplicasPlanner.Plan(new RemoveReplicasRequest { Name = "rc", Count = 1 }, redis, state);
        Assert.Equal(["rc-0", "rc-2", "rc-4"], remove.Leaving.Select(m => m.Name));
        var uneven = new RemoveReplicasRequest { Name = "rc", Members = ["rc-0"] };
        Assert.Contains(
            "as many of each", Assert.Throws<InvalidInputException>(() => RemoveReplicasPlanner.Plan(uneven, redis, state)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AddAndRemove_KindThatDoesNotSayHow_AreRefused()
    {
        var (etcd, state) = (PlanningStates.Catalog.Find("Etcd"), PlanningStates.WithLeader(PlanningStates.After(PlanningStates.Plan("kv", "Etcd"))));
        var add = Assert.Throws<FireCampException>(() => AddReplicasPlanner.Plan(new AddReplicasRequest { Name = "kv", Count = 2 }, etcd, state));
        var remove = new RemoveReplicasRequest { Name = "kv", Count = 2 };
        Assert.Equal("ReplicasFixed", add.ErrorId);
        Assert.Equal("ReplicasFixed", Assert.Throws<FireCampException>(() => RemoveReplicasPlanner.Plan(remove, etcd, state)).ErrorId);
    }

    [Fact]
    public void Remove_ByCount_TakesReplicasLastFirst()
    {
        var plan = Remove(Created, r => r with { Count = 2 });
        Assert.Equal(["mypg-2", "mypg-1"], plan.Leaving.Select(m => m.Name));
        Assert.Equal("1", plan.After.Options["Replicas"]);
        Assert.Equal(("mypg-0", true), (plan.LeaveOn, plan.Volumes.All(v => v.Kept)));
        Assert.Equal(["mypg"], plan.Disrupts);
    }

    [Fact]
    public void Remove_ThePrimary_BeginsWithASwitchover()
    {
        var plan = Remove(Created, r => r with { Members = ["MYPG-0"] });
        Assert.Equal(("mypg-0", "mypg-1"), (plan.Switch!.From.Name, plan.Switch.To));
        Assert.Equal(("mypg-1", MemberRole.Replica), (plan.LeaveOn, Assert.Single(plan.Leaving).Role));
        Assert.Equal(["mypg-2", "mypg-1"], plan.Changes.Select(c => c.Name));
        Assert.Equal([MemberRole.Replica, MemberRole.Primary], plan.Changes.Select(c => c.New.Role));
        Assert.DoesNotContain(plan.Changes, c => c.New.Files.Any(f => f.Content.Contains("127.9.1.1", StringComparison.Ordinal)));
        Assert.Contains("WRITES WAIT OR FAIL about a second, while mypg-1 becomes primary", plan.Describe(), StringComparison.Ordinal);
        Assert.Null(Remove(Created, r => r with { Members = ["mypg-2"] }).Switch);
    }

    [Fact]
    public void Remove_ThePrimaryWithNobodyToSwitchTo_IsRefusedByName()
    {
        var error = Assert.Throws<InvalidInputException>(() => Remove(Created, r => r with { Members = ["mypg-0", "mypg-1", "mypg-2", "mypg-7"] }));
        Assert.Contains("mypg-0 is the primary", error.Message, StringComparison.Ordinal);
        Assert.Contains("Switch-FireCampPrimary mypg", error.Message, StringComparison.Ordinal);
        var lagging = Created with { Reports = [.. Created.Reports.Select(r => r with { CaughtUp = r.Role == MemberRole.Primary })] };
        Assert.Equal(
            "NoReplicaFit", Assert.Throws<FireCampException>(() => Remove(lagging, r => r with { Members = ["mypg-0"] })).ErrorId);
    }

    [Fact]
    public void Remove_MoreThanThereAreReplicas_OrBelowSynchronousStandbys_IsRefused()
    {
        Assert.Throws<InvalidInputException>(() => Remove(Created, r => r with { Count = 3 }));
        var create = PlanningStates.Plan("mypg", "PostgreSQL", ("SynchronousReplication", "any 2"));
        var error = Assert.Throws<InvalidInputException>(() => Remove(PlanningStates.After(create), r => r with { Count = 1 }));
        Assert.Contains("needs 2 standbys", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remove_BothOrNeitherOfCountAndMembers_IsRefused()
    {
        Assert.Throws<InvalidInputException>(() => Remove(Created, r => r));
        Assert.Throws<InvalidInputException>(() => Remove(Created, r => r with { Count = 1, Members = ["mypg-1"] }));
    }

    [Fact]
    public void RemoveService_VolumesThatAReplicaLeft_GoTheWayOfTheOthers()
    {
        var left = Created with { LeftVolumes = [new VolumeInfo("fc_t1_mypg-7_journal", ByteSize.Parse("2GB"), "az2", null, 3, "")] };
        var plan = RemoveServicePlanner.Plan(left, "mypg", removeVolumes: true);
        Assert.Contains(plan.Volumes, v => v is { Member: "mypg-7", Volume: { Purpose: "journal", Name: "fc_t1_mypg-7_journal" }, Kept: false });
    }

    private static AddReplicasPlan Add(PlanningState state, Func<AddReplicasRequest, AddReplicasRequest> ask)
        => AddReplicasPlanner.Plan(ask(new AddReplicasRequest { Name = "mypg" }), PlanningStates.Catalog.Find("PostgreSQL"), state);

    private static RemoveReplicasPlan Remove(PlanningState state, Func<RemoveReplicasRequest, RemoveReplicasRequest> ask)
        => RemoveReplicasPlanner.Plan(ask(new RemoveReplicasRequest { Name = "mypg" }), PlanningStates.Catalog.Find("PostgreSQL"), state);
}
