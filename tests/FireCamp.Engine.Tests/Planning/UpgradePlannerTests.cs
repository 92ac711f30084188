using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

/// <summary>Which upgrades are planned, in which order, and which are refused.</summary>
public sealed class UpgradePlannerTests
{
    private static readonly PlanningState Redis = PlanningStates.After(PlanningStates.Plan("it", "Redis"));
    private static readonly PlanningState Pg = PlanningStates.After(PlanningStates.Plan("it", "PostgreSQL"));

    [Fact]
    public void Plan_AnotherVersion_ReplicasThenSwitchoverThenTheOldPrimary()
    {
        var plan = Plan(Redis, r => r with { Version = "7.2" });
        Assert.Equal(["it-2", "it-1"], plan.Changes.Select(c => c.Name));
        Assert.All(plan.Changes, c => Assert.Equal((ChangeApplies.Restart, MemberRole.Replica), (c.Applies, c.New.Role)));
        var handover = plan.Handover!;
        Assert.Equal(("it-0", "it-1", "it-0"), (handover.From.Name, handover.To, handover.Last.Name));
        Assert.Equal("redis:7.0", handover.From.New.Workload.Software.Image);
        Assert.Equal(("redis:7.2", MemberRole.Replica), (handover.Last.New.Workload.Software.Image, handover.Last.New.Role));
        Assert.Equal(("redis:7.2", MemberRole.Primary), (handover.Primary.New.Workload.Software.Image, handover.Primary.New.Role));
        Assert.All(handover.Upgraded, c => Assert.Equal(ChangeApplies.Reload, c.Applies));
        Assert.Equal(["Version: 7.0 -> 7.2"], plan.Differences.Select(d => d.ToString()));
        var text = plan.Describe();
        Assert.Contains("it-1 IS THE PRIMARY AFTERWARDS", text, StringComparison.Ordinal);
        Assert.EndsWith("restart it-0 with the change; wait until it is ready and caught up", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16", "PostgreSQL 16 doesn't take over the data of 15 in place")]
    [InlineData("14", "PostgreSQL 14 is older than 15, and can't read what that has written.")]
    public void Plan_VersionThatDoesNotTakeOverTheData_IsRefused(string version, string words)
    {
        var error = Assert.Throws<InvalidInputException>(() => Plan(Pg, r => r with { Version = version }));
        Assert.Equal("UpdateInvalid", error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal("VersionNotFound", Assert.Throws<NotFoundException>(() => Plan(Pg, r => r with { Version = "99" })).ErrorId);
    }

    [Fact]
    public void Plan_WithPasswords_IsRefused()
        => Assert.Contains(
            "change passwords by themselves",
            Assert.Throws<InvalidInputException>(() => Plan(Redis, r => r with { Version = "7.2", Renewed = ["default"] })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Plan_AnImage_IsAnUpgradeAndAnEmptyOneGoesBack()
    {
        var plan = Plan(Pg, r => r with { Image = "mirror/postgres:15.9" });
        Assert.Equal(("mirror/postgres:15.9", "it-1"), (plan.After.Image, plan.Handover!.To));
        Assert.All(plan.Changes, c => Assert.Equal(["software"], c.What));
        var custom = Pg with { Services = [.. Pg.Services.Select(s => s with { Image = "mirror/postgres:15.9" })] };
        Assert.Null(Plan(custom, r => r with { Image = "" }).After.Image);
    }

    [Fact]
    public void Plan_OneMemberOrStopped_HasNoHandover()
    {
        var one = PlanningStates.After(PlanningStates.Plan("it", "Redis", ("ReplicasPerShard", "1")));
        Assert.Null(Plan(one, r => r with { Version = "7.2" }).Handover);
        var stopped = Redis with { Services = [.. Redis.Services.Select(s => s with { Intent = ServiceIntent.Stopped })] };
        var plan = Plan(stopped, r => r with { Version = "7.4" });
        Assert.Equal((null, 3), (plan.Handover, plan.Changes.Count));
    }

    private static UpdateServicePlan Plan(PlanningState state, Func<UpdateServiceRequest, UpdateServiceRequest> ask)
        => UpdateServicePlanner.Plan(
            ask(new UpdateServiceRequest { Name = "it" }), PlanningStates.Catalog.Find(state.Services[0].Kind), state);
}
