using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>Which member becomes primary, by which means, and what is refused.</summary>
public sealed class SwitchPrimaryPlannerTests
{
    private static readonly PlanningState Pg = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL"));
    private static readonly PlanningState Cluster = Roles(
        PlanningStates.After(PlanningStates.Plan("big", "Redis", ("Shards", "3"), ("ReplicasPerShard", "2"))), "big-1", "big-2", "big-4");

    [Fact]
    public void Plan_NoneNamed_TakesTheReplicaThatHasTheMost()
    {
        var plan = Plan(Lag(Pg, ("mypg-1", 4096), ("mypg-2", 1024)), new() { Service = "mypg" });
        Assert.Equal(("mypg-0", "mypg-2", 1024L), (plan.From.Name, plan.To!.Name, plan.Lag));
        Assert.Equal(
            [("mypg-0", MemberRole.Replica), ("mypg-1", MemberRole.Replica), ("mypg-2", MemberRole.Primary)],
            plan.Changes.Select(c => (c.Name, c.New.Role)));
        Assert.All(plan.Changes, c => Assert.Equal(ChangeApplies.Reload, c.Applies));
        Assert.Equal(["mypg"], plan.Disrupts);
        var text = plan.Describe();
        Assert.Contains("Make mypg-2 the primary of PostgreSQL service 'mypg' of cluster 't1' in place of mypg-0", text, StringComparison.Ordinal);
        Assert.Contains("mypg-2 was 1KB behind", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ThePrimaryItself_IsEmptyAndSaysSo()
    {
        var plan = Plan(Pg, new() { Service = "mypg", Member = "MYPG-0" });
        Assert.True(plan.IsEmpty);
        Assert.Empty(plan.Disrupts);
        Assert.Equal("Nothing changes: mypg-0 is the primary of PostgreSQL service 'mypg' of cluster 't1' already.", plan.Describe());
    }

    [Fact]
    public void Plan_ReplicaThatIsNotFit_IsRefusedByName()
    {
        var lagging = Pg with { Reports = [.. Pg.Reports.Select(r => r.Member == "mypg-1" ? r with { CaughtUp = false } : r)] };
        Assert.Contains(
            "mypg-1 has not caught up",
            Assert.Throws<FireCampException>(() => Plan(lagging, new() { Service = "mypg", Member = "mypg-1" })).Message, StringComparison.Ordinal);
        Assert.Equal("mypg-2", Plan(lagging, new() { Service = "mypg" }).To!.Name);
        var none = Pg with { Reports = [.. Pg.Reports.Select(r => r.Role == MemberRole.Replica ? r with { Phase = MemberPhase.Failed } : r)] };
        var error = Assert.Throws<FireCampException>(() => Plan(none, new() { Service = "mypg" }));
        Assert.Equal("NoReplicaFit", error.ErrorId);
        Assert.Contains("mypg-1 is failed, mypg-2 is failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_PrimaryThatIsNotReady_IsRefused()
    {
        var down = Pg with { Reports = [.. Pg.Reports.Where(r => r.Member != "mypg-0")] };
        var error = Assert.Throws<FireCampException>(() => Plan(down, new() { Service = "mypg" }));
        Assert.Equal("PrimaryNotReady", error.ErrorId);
        Assert.Contains("mypg-0 is on no node", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ServiceThatIsStoppedOrHasOneMember_IsRefused()
    {
        var stopped = Pg with { Services = [.. Pg.Services.Select(s => s with { Intent = ServiceIntent.Stopped })] };
        Assert.Equal("ServiceStopped", Assert.Throws<FireCampException>(() => Plan(stopped, new() { Service = "mypg" })).ErrorId);
        var one = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL", ("Replicas", "1")));
        Assert.Contains(
            "mypg-0 has none", Assert.Throws<FireCampException>(() => Plan(one, new() { Service = "mypg" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ClusterOfShards_AsksTheMemberOrItsShardToTakeOver()
    {
        var plan = Plan(Cluster, new() { Service = "big", Shard = 0 });
        Assert.Equal((SwitchMeans.Command, "big-1", "big-0", 0), (plan.Means, plan.From.Name, plan.To!.Name, plan.Changes.Count));
        Assert.Equal("big-3", Plan(Cluster, new() { Service = "big", Member = "big-3" }).To!.Name);
        Assert.Contains("shard 0", plan.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "say which (0, 1, 2)")]
    [InlineData(7, null, "no shard 7")]
    [InlineData(1, "big-0", "big-0 is in shard 0, not in 1")]
    [InlineData(null, "nobody", "'nobody' is no member")]
    public void Plan_ShardThatIsNotClear_IsRefused(int? shard, string? member, string words)
        => Assert.Contains(
            words,
            Assert.Throws<InvalidInputException>(() => Plan(Cluster, new() { Service = "big", Shard = shard, Member = member })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Plan_EnsembleThatElects_NamesNoneAndRefusesAName()
    {
        var zk = Roles(PlanningStates.After(PlanningStates.Plan("zk", "ZooKeeper")), "zk-2");
        var plan = Plan(zk, new() { Service = "zk" });
        Assert.Equal((SwitchMeans.Election, "zk-2", null), (plan.Means, plan.From.Name, plan.To?.Name));
        Assert.False(plan.IsEmpty);
        Assert.Contains("restart zk-2, so that the others elect a leader", plan.Describe(), StringComparison.Ordinal);
        Assert.Contains(
            "elect their leader", Assert.Throws<InvalidInputException>(() => Plan(zk, new() { Service = "zk", Member = "zk-0" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void PlanAway_FromANode_TakesAReplicaThatIsElsewhere()
    {
        var state = Lag(Pg, ("mypg-1", 0), ("mypg-2", 10));
        Assert.Equal("mypg-1", Away(state, "mypg-0", "node-1")!.To!.Name);
        Assert.Equal("mypg-2", Away(state, "mypg-0", "node-2")!.To!.Name);
        var all = state with { Reports = [.. state.Reports.Select(r => r with { Node = "node-1" })] };
        Assert.Null(Away(all, "mypg-0", "node-1"));
        Assert.Null(Away(Roles(PlanningStates.After(PlanningStates.Plan("mypg", "ZooKeeper")), "mypg-0"), "mypg-0", "node-1"));
        var unready = state with { Reports = [.. state.Reports.Select(r => r.Member == "mypg-0" ? r with { Phase = MemberPhase.Failed } : r)] };
        Assert.Equal("PrimaryNotReady", Assert.Throws<FireCampException>(() => Away(unready, "mypg-0", "node-1")).ErrorId);
    }

    [Fact]
    public void Plan_MembersThatAKindThatChangedWouldRestart_IsRefused()
    {
        var older = Pg with
        {
            Own = [.. Pg.Own.Select(m => m with { Files = [.. m.Files.Select(f => f.Path == "conf/start.sh" ? f with { Content = "old" } : f)] })],
        };
        var error = Assert.Throws<FireCampException>(() => Plan(older, new() { Service = "mypg" }));
        Assert.Equal("MembersOutdated", error.ErrorId);
        Assert.Contains("Update-FireCampService mypg", error.NextStep, StringComparison.Ordinal);
    }

    private static SwitchPrimaryPlan Plan(PlanningState state, SwitchPrimaryRequest request)
        => SwitchPrimaryPlanner.Plan(request, PlanningStates.Catalog.Find(state.Services[0].Kind), state);

    private static SwitchPrimaryPlan? Away(PlanningState state, string member, string node)
        => SwitchPrimaryPlanner.PlanAway("mypg", member, node, PlanningStates.Catalog.Find(state.Services[0].Kind), state);

    private static PlanningState Lag(PlanningState state, params (string Member, long Bytes)[] lags) => state with
    {
        Reports = [.. state.Reports.Select(r => r with { Lag = lags.Where(l => l.Member == r.Member).Select(l => (long?)l.Bytes).FirstOrDefault() })],
    };

    private static PlanningState Roles(PlanningState state, params string[] primaries) => state with
    {
        Reports = [.. state.Reports.Select(r => r with { Role = primaries.Contains(r.Member) ? MemberRole.Primary : MemberRole.Replica })],
    };
}
