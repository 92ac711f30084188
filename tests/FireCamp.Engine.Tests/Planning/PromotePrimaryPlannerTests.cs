using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>Which replica is promoted, what the plan says is lost, and what is refused.</summary>
public sealed class PromotePrimaryPlannerTests
{
    private static readonly PlanningState Pg = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL"));

    [Fact]
    public void Plan_NoneNamed_TakesTheReplicaThatHasTheMostAndSaysWhatIsMissing()
    {
        var plan = Plan([new("mypg-1", 4000, 4100, ""), new("mypg-2", 4500, 4600, "")]);
        Assert.Equal(("mypg-0", "mypg-2", 100L), (plan.From.Name, plan.To.Name, plan.Missing));
        Assert.Equal(
            [("mypg-0", MemberRole.Replica), ("mypg-1", MemberRole.Replica), ("mypg-2", MemberRole.Primary)],
            plan.Changes.Select(c => (c.Name, c.New.Role)));
        Assert.Equal(["mypg-1"], plan.Others);
        Assert.Empty(plan.Silent);
        Assert.Empty(plan.Disrupts);
        var text = plan.Describe();
        Assert.Contains(
            "Promote mypg-2 to be the primary of PostgreSQL service 'mypg' of cluster 't1' in place of mypg-0, which is gone", text,
            StringComparison.Ordinal);
        Assert.Contains("mypg-0 is lost (Node node-1 is down).", text, StringComparison.Ordinal);
        Assert.Contains("WRITES CAN BE LOST: as far as is known, 100 bytes are missing of what mypg-0 wrote last.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4600L, "as far as is known, nothing is missing of what mypg-0 wrote")]
    [InlineData(null, "how much of what mypg-0 wrote last is missing is unknown")]
    public void Plan_WhatIsMissing_IsSaid(long? primary, string words)
        => Assert.Contains(words, Plan([new("mypg-1", 4700, primary, ""), new("mypg-2", 1, null, "")]).Describe(), StringComparison.Ordinal);

    [Fact]
    public void Plan_PrimaryWhoseNodeKnewHowFarItWas_CountsThatToo()
    {
        var state = Pg with { Reports = [.. Pg.Reports.Select(r => r.Member == "mypg-0" ? r with { Position = 5000 } : r)] };
        var plan = PromotePrimaryPlanner.Plan(
            new() { Service = "mypg" }, PlanningStates.Catalog.Find("PostgreSQL"), state, Seen(state, "mypg-0"),
            [new("mypg-1", 4000, 4100, ""), new("mypg-2", 3000, null, "")]);
        Assert.Equal(("mypg-1", 5000L, 1000L), (plan.To.Name, plan.Known, plan.Missing));
    }

    [Fact]
    public void Plan_ReplicaThatGivesNoAnswer_IsPassedOverAndNamed()
    {
        var plan = Plan([new("mypg-1", 1, null, ""), new("mypg-2", null, null, "its node takes longer than 5 s")]);
        Assert.Equal(("mypg-1", "mypg-2"), (plan.To.Name, Assert.Single(plan.Silent)));
        Assert.Contains("WHAT ONLY THEY HAVE IS LOST, TOO: mypg-2", plan.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NoReplicaThatAnswers_IsRefusedByName()
    {
        var error = Assert.Throws<FireCampException>(() => Plan(
            [new("mypg-1", 1, null, ""), new("mypg-2", null, null, "no node has it")], seen: Seen(Pg, "mypg-0", "mypg-1")));
        Assert.Equal("NoReplicaFit", error.ErrorId);
        Assert.Contains("mypg-1 is lost (Node node-2 is down), mypg-2 doesn't answer (no node has it)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ReplicaThatIsNamed_IsTakenUnlessAnotherHasMore()
    {
        IReadOnlyList<MemberPosition> even = [new("mypg-1", 4000, null, ""), new("mypg-2", 4000, null, "")];
        Assert.Equal("mypg-2", Plan(even, new() { Service = "mypg", Member = "MYPG-2" }).To.Name);
        IReadOnlyList<MemberPosition> odd = [new("mypg-1", 4001, null, ""), new("mypg-2", 4000, null, "")];
        var error = Assert.Throws<FireCampException>(() => Plan(odd, new() { Service = "mypg", Member = "mypg-2" }));
        Assert.Contains("mypg-1 has more than mypg-2", error.Message, StringComparison.Ordinal);
        Assert.Equal("NoReplicaFit", Assert.Throws<FireCampException>(() => Plan(odd, new() { Service = "mypg", Member = "mypg-0" })).ErrorId);
    }

    [Fact]
    public void Plan_PrimaryThatIsUp_IsRefused()
    {
        var error = Assert.Throws<FireCampException>(() => Plan([new("mypg-1", 1, null, ""), new("mypg-2", 1, null, "")], seen: Seen(Pg)));
        Assert.Equal("PrimaryIsUp", error.ErrorId);
        Assert.Contains("mypg-0 is up, on node-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Switch-FireCampPrimary mypg", error.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZooKeeper", null)]
    [InlineData("Redis", 0)]
    public void Plan_KindThatSeesToItsPrimaryItself_IsRefused(string kind, int? shard)
    {
        var state = PlanningStates.After(kind == "Redis" ? PlanningStates.Plan("it", kind, ("Shards", "3")) : PlanningStates.Plan("it", kind));
        var error = Assert.Throws<FireCampException>(() => PromotePrimaryPlanner.Plan(
            new() { Service = "it", Shard = shard }, PlanningStates.Catalog.Find(kind), state, Seen(state), []));
        Assert.Equal("PromotionNotSupported", error.ErrorId);
        Assert.Contains("see to their primary themselves", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsPrimaryUp_ByRecordWhereFireCampGaveTheRole_ElseByWhatIsSeen()
    {
        var request = new SwitchPrimaryRequest { Service = "mypg" };
        Assert.True(PromotePrimaryPlanner.IsPrimaryUp(request, Pg, Seen(Pg)));
        Assert.False(PromotePrimaryPlanner.IsPrimaryUp(request, Pg, Seen(Pg, "mypg-0")));
        var zk = PlanningStates.WithLeader(PlanningStates.After(PlanningStates.Plan("mypg", "ZooKeeper")));
        Assert.True(PromotePrimaryPlanner.IsPrimaryUp(request, zk, Seen(zk)));
        Assert.False(PromotePrimaryPlanner.IsPrimaryUp(request, zk, Seen(zk, "mypg-0")));
    }

    /// <summary>The state's members as they are seen, these lost with their nodes and the others ready.</summary>
    internal static IReadOnlyList<Member> Seen(PlanningState state, params string[] lost) =>
    [
        .. state.Own.Select(m => (Spec: m, Report: state.ReportOf(m.Name)!)).Select(m => new Member
        {
            Cluster = "t1",
            Service = m.Spec.Service,
            Name = m.Spec.Name,
            Phase = lost.Contains(m.Spec.Name) ? MemberPhase.Lost : MemberPhase.Ready,
            Reason = lost.Contains(m.Spec.Name) ? $"Node {m.Report.Node} is down." : "",
            Role = m.Report.Role,
            Zone = m.Spec.Zone,
            Node = m.Report.Node,
            Host = m.Spec.Host,
        }),
    ];

    private static PromotePrimaryPlan Plan(
        IReadOnlyList<MemberPosition> positions, SwitchPrimaryRequest? request = null, IReadOnlyList<Member>? seen = null)
        => PromotePrimaryPlanner.Plan(
            request ?? new() { Service = "mypg" }, PlanningStates.Catalog.Find("PostgreSQL"), Pg, seen ?? Seen(Pg, "mypg-0"), positions);
}
