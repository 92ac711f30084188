using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>What a service may ask of the agents for when its primary is gone.</summary>
public sealed class FailoverRuleTests
{
    private static readonly PlanningState Empty = PlanningStates.Empty() with { AgentsPromote = true };

    [Fact]
    public void Create_WithATime_RecordsAndPrintsIt()
    {
        var plan = Create("PostgreSQL", r => r with { FailoverAfter = TimeSpan.FromSeconds(30), FailoverMaxLag = ByteSize.Parse("1MB") });
        Assert.Equal((TimeSpan.FromSeconds(30), ByteSize.Parse("1MB")), (plan.Service.FailoverAfter, plan.Service.FailoverMaxLag));
        Assert.Contains(
            "Failover: when its primary can't run anywhere for 30s, agents promote a replica, if at most 1MB are missing", plan.Describe(),
            StringComparison.Ordinal);
        Assert.Null(Create("PostgreSQL", r => r).Service.FailoverAfter);
    }

    [Theory]
    [InlineData("PostgreSQL", 3, true, "3s is less than 5s")]
    [InlineData("ZooKeeper", 30, true, "members of a ZooKeeper service see to their primary themselves")]
    [InlineData("PostgreSQL", 30, false, "the agents of cluster 't1' can't promote by themselves")]
    public void Create_WithWhatCannotBe_IsRefused(string kind, int seconds, bool agents, string words)
        => Assert.Contains(
            words,
            Assert.Throws<InvalidInputException>(
                () => Create(kind, r => r with { FailoverAfter = TimeSpan.FromSeconds(seconds) }, agents)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Create_WithALimitAlone_IsRefusedWithAllOtherMistakes()
    {
        var error = Assert.Throws<InvalidInputException>(
            () => Create("PostgreSQL", r => r with { FailoverMaxLag = ByteSize.Parse("1MB"), Windows = ["never"] }));
        Assert.Equal(2, error.Mistakes.Count);
        Assert.Contains("it limits what FailoverAfter may lose, and that is off", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_OnAndOff_ChangesNoMember()
    {
        var state = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL"), Empty);
        var on = Update(state, new() { Name = "mypg", FailoverAfter = TimeSpan.FromMinutes(1), FailoverMaxLag = ByteSize.Parse("2MB") });
        Assert.Empty(on.Changes);
        Assert.Equal(["FailoverAfter: off -> 1m", "FailoverMaxLag: any -> 2MB"], on.Differences.Select(d => $"{d}"));
        var later = state with { Services = [on.After with { Intent = ServiceIntent.Running }] };
        var off = Update(later, new() { Name = "mypg", FailoverAfter = TimeSpan.Zero });
        Assert.Equal((null, null), (off.After.FailoverAfter, off.After.FailoverMaxLag));
        Assert.True(Update(later, new() { Name = "mypg", FailoverAfter = TimeSpan.FromMinutes(1) }).IsEmpty);
    }

    private static CreateServicePlan Create(string kind, Func<CreateServiceRequest, CreateServiceRequest> change, bool agents = true)
        => CreateServicePlanner.Plan(
            change(PlanningStates.Request("it", kind)), PlanningStates.Catalog.Find(kind), Empty with { AgentsPromote = agents });

    private static UpdateServicePlan Update(PlanningState state, UpdateServiceRequest request)
        => UpdateServicePlanner.Plan(request, PlanningStates.Catalog.Find("PostgreSQL"), state);
}
