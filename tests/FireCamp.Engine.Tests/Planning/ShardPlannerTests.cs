using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

public sealed class ShardPlannerTests
{
    private static readonly CreateServicePlan Created = PlanningStates.Plan("rc", "Redis", ("Shards", "3"), ("ReplicasPerShard", "2"));
    private static readonly PlanningState Three = Ready(PlanningStates.After(Created));

    [Fact]
    public void Add_TwoShards_HaveMembersAndZonesAsAtCreation()
    {
        var plan = Add(Three, 2);
        var five = PlanningStates.Plan("rc", "Redis", ("Shards", "5"), ("ReplicasPerShard", "2"));
        Assert.Equal(
            five.Members.Skip(6).Select(m => (m.Name, m.Shard, m.Index, m.Zone)),
            plan.Replicas.New.Select(m => (m.Name, m.Shard, m.Index, m.Zone)));
        Assert.Equal(("5", 3, 5, "rc-6"), (plan.Replicas.After.Options["Shards"], plan.Move.From, plan.Move.To, plan.Move.On.Name));
        Assert.Equal(10, plan.Move.Members.Count);
        Assert.Equal("about 6554 of 16384 slots", plan.Move.HowMuch());
        Assert.Empty(plan.Replicas.Sources);
        Assert.All(plan.Replicas.Changes, c => Assert.True(c.Applies < ChangeApplies.Reload, $"{c.Name}: {string.Join(", ", c.What)}"));
        Assert.Empty(plan.Disrupts);
        foreach (var part in new[] { "Add 2 shards", "Shards: 3 -> 5", "shard 4", "about 6554 of 16384 slots move", plan.Replicas.New[0].Address! })
        {
            Assert.Contains(part, plan.Describe(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Add_AfterReplicas_GetsAsManyMembersAsTheOthers()
    {
        var redis = PlanningStates.Catalog.Find("Redis");
        var more = AddReplicasPlanner.Plan(new AddReplicasRequest { Name = "rc" }, redis, Three);
        var plan = Add(Ready(PlanningStates.After(Created, added: more)), 1);
        Assert.Equal(
            [("rc-9", 3, 0, "az1"), ("rc-10", 3, 1, "az2"), ("rc-11", 3, 2, "az3")],
            plan.Replicas.New.Select(m => (m.Name, m.Shard, m.Index, m.Zone)));
    }

    [Fact]
    public void Remove_TakesTheLastShards_TheirPrimariesLast()
    {
        var five = Ready(PlanningStates.After(PlanningStates.Plan("rc", "Redis", ("Shards", "5"), ("ReplicasPerShard", "2"))));
        var plan = Remove(five, 2);
        Assert.Equal(["rc-9", "rc-8", "rc-7", "rc-6"], plan.Replicas.Leaving.Select(m => m.Name));
        Assert.Equal(("3", 5, 3), (plan.Replicas.After.Options["Shards"], plan.Move.From, plan.Move.To));
        Assert.Contains(plan.Move.On, plan.Replicas.Members);
        Assert.Equal(10, plan.Move.Members.Count);
        Assert.Equal(["rc"], plan.Disrupts);
        Assert.Contains("about 6554 of 16384 slots move to the other shards", plan.Describe(), StringComparison.Ordinal);
        Assert.Contains("DELETED WITH ITS DATA", plan.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "2 shards can't agree")]
    [InlineData(2, "laid out in another way")]
    [InlineData(3, "Shards")]
    [InlineData(0, "less than 1")]
    public void Remove_TooMany_IsRefused(int count, string why)
    {
        var error = Assert.Throws<InvalidInputException>(() => Remove(Three, count));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal("ReplicasInvalid", error.ErrorId);
    }

    [Fact]
    public void AddAndRemove_WithWhatSaysOtherwiseWhoComesOrGoes_NameEveryMistake()
    {
        var redis = PlanningStates.Catalog.Find("Redis");
        var add = new AddReplicasRequest { Name = "rc", Shards = 900, Count = 1, Zones = ["az1"] };
        var error = Assert.Throws<InvalidInputException>(() => AddShardsPlanner.Plan(add, redis, Three));
        Assert.Equal(["Count", "Shards", "Zone"], error.Mistakes.Select(m => m.Where).Distinct().Order());
        var remove = new RemoveReplicasRequest { Name = "rc", Shards = -1, Count = 1, Members = ["rc-0"] };
        error = Assert.Throws<InvalidInputException>(() => RemoveShardsPlanner.Plan(remove, redis, Three));
        Assert.Equal(["Count", "Member", "Shards"], error.Mistakes.Select(m => m.Where).Distinct().Order());
    }

    [Theory]
    [InlineData("Redis", "created without shards")]
    [InlineData("PostgreSQL", "PostgreSQL has no shards")]
    [InlineData("ZooKeeper", "ZooKeeper has no shards")]
    public void AddAndRemove_WithoutShards_AreRefusedByName(string kind, string why)
    {
        var (definition, state) = (PlanningStates.Catalog.Find(kind), PlanningStates.After(PlanningStates.Plan("it", kind)));
        var add = Assert.Throws<FireCampException>(
            () => AddShardsPlanner.Plan(new AddReplicasRequest { Name = "it", Shards = 1 }, definition, state));
        Assert.Equal("ShardsFixed", add.ErrorId);
        Assert.Contains(why, add.Message, StringComparison.Ordinal);
        var remove = new RemoveReplicasRequest { Name = "it", Shards = 1 };
        Assert.Equal("ShardsFixed", Assert.Throws<FireCampException>(() => RemoveShardsPlanner.Plan(remove, definition, state)).ErrorId);
    }

    [Fact]
    public void AddAndRemove_AMemberThatIsNotReady_AreRefused()
    {
        var behind = Three with { Reports = [.. Three.Reports.Select(r => r.Member == "rc-5" ? r with { Phase = MemberPhase.Starting } : r)] };
        Assert.Equal("ServiceNotReady", Assert.Throws<FireCampException>(() => Add(behind, 1)).ErrorId);
        var four = Ready(PlanningStates.After(PlanningStates.Plan("rc", "Redis", ("Shards", "4"), ("ReplicasPerShard", "1"))));
        behind = four with { Reports = [.. four.Reports.Select(r => r.Member == "rc-3" ? r with { Phase = MemberPhase.Starting } : r)] };
        Assert.Equal("ServiceNotReady", Assert.Throws<FireCampException>(() => Remove(behind, 1)).ErrorId);
    }

    [Fact]
    public void Remove_MembersOfAnOlderCatalog_NamesWhatBringsTheNewerOne()
    {
        var four = Ready(PlanningStates.After(PlanningStates.Plan("rc", "Redis", ("Shards", "4"), ("ReplicasPerShard", "1"))));
        var older = four with { Own = [.. four.Own.Select(Older)] };
        var error = Assert.Throws<FireCampException>(() => Remove(older, 1));
        Assert.Equal("ServiceOutdated", error.ErrorId);
        Assert.Contains("Update-FireCampService rc", error.NextStep, StringComparison.Ordinal);

        static MemberSpec Older(MemberSpec member) => member with
        {
            Workload = member.Workload with { Actions = member.Workload.Actions.Where(a => a.Key != "balance").ToDictionary() },
        };
    }

    private static PlanningState Ready(PlanningState state) => state with
    {
        Reports =
        [
            .. state.Reports.Select(r => r with
            {
                Role = state.Own.First(m => m.Name == r.Member).Index == 0 ? MemberRole.Primary : MemberRole.Replica,
            }),
        ],
    };

    private static AddShardsPlan Add(PlanningState state, int count)
        => AddShardsPlanner.Plan(new AddReplicasRequest { Name = "rc", Shards = count }, PlanningStates.Catalog.Find("Redis"), state);

    private static RemoveShardsPlan Remove(PlanningState state, int count)
        => RemoveShardsPlanner.Plan(
            new RemoveReplicasRequest { Name = "rc", Shards = count, RemoveVolumes = true }, PlanningStates.Catalog.Find("Redis"), state);
}
