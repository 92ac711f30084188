using System.Globalization;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

public sealed class PolicyRuleTests
{
    private static readonly DateTimeOffset Thursday = DateTimeOffset.Parse("2026-11-26 12:00Z", CultureInfo.InvariantCulture);

    private static readonly CreateServicePlan MyPg = PlanningStates.Plan("mypg", "PostgreSQL");

    private static readonly PlanningState Created = PlanningStates.After(MyPg);

    private static readonly OperationPlan Restart = RestartPlanner.Plan(Created, "mypg", []);

    [Fact]
    public void Judge_NoPolicy_MayBegin()
        => Assert.Equal(PolicyVerdict.Free, PolicyRule.Judge(Restart, Policies(), isApproved: false, Thursday));

    [Theory]
    [InlineData("Thu 11:00-13:00", true)]
    [InlineData("Sat 01:00-05:00", false)]
    public void Judge_Window_DecidesByTheMoment(string window, bool mayBegin)
    {
        var verdict = PolicyRule.Judge(Restart, Policies(("MyPg", window, false)), isApproved: false, Thursday);
        Assert.Equal((mayBegin, !mayBegin), (verdict.MayBegin, verdict.IsShut));
        Assert.Equal(mayBegin ? null : Thursday.AddHours(37), verdict.OpensAt);
        Assert.Equal(mayBegin, verdict.Reason.Length == 0);
    }

    [Fact]
    public void Judge_OneOfSeveralWindowsOpen_MayBegin()
        => Assert.True(PolicyRule.Judge(
            Restart, Policies(("mypg", "Sat 01:00-05:00", false), ("mypg", "Thu 12:00-13:00", false)), isApproved: false, Thursday).MayBegin);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Judge_ApprovalRequired_IsLackingUntilGiven(bool isApproved, bool lacks)
    {
        var verdict = PolicyRule.Judge(Restart, Policies(("mypg", "Thu 11:00-13:00", true)), isApproved, Thursday);
        Assert.Equal((lacks, false), (verdict.LacksApproval, verdict.IsShut));
    }

    [Fact]
    public void Judge_PlanThatDisruptsTwoServices_WaitsUntilBothAreOpen()
    {
        var plan = Suspension("mypg", "myredis");
        var verdict = PolicyRule.Judge(plan, Policies(("mypg", "Sat 01:00-05:00", false), ("myredis", "Daily 04:00-06:00", false)), false, Thursday);
        Assert.Equal(Thursday.AddHours(40), verdict.OpensAt);
        Assert.Contains("'mypg'", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("'myredis'", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WindowsThatNeverMeet_SaysSo()
    {
        var plan = Suspension("mypg", "myredis");
        var verdict = PolicyRule.Judge(plan, Policies(("mypg", "Sat 01:00-05:00", false), ("myredis", "Sun 01:00-05:00", false)), false, Thursday);
        Assert.Equal((true, null), (verdict.IsShut, verdict.OpensAt));
        Assert.Contains("never open at once", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Disrupts_IsWhatThePlanInterrupts()
    {
        var stopped = Created with { Services = [.. Created.Services.Select(s => s with { Intent = ServiceIntent.Stopped })] };
        Assert.Equal(["mypg"], Restart.Disrupts);
        Assert.Equal(["mypg"], StartStopPlanner.PlanStop(Created, "mypg").Disrupts);
        Assert.Empty(StartStopPlanner.PlanStop(stopped, "mypg").Disrupts);
        Assert.Empty(StartStopPlanner.PlanStart(stopped, "mypg").Disrupts);
        Assert.Equal(["mypg"], RemoveServicePlanner.Plan(Created, "mypg", removeVolumes: true).Disrupts);
        Assert.Empty(MyPg.Disrupts);
    }

    private static SuspendNodePlan Suspension(params string[] services) => new()
    {
        Cluster = "t1", Node = "node-1", Moves = [.. services.Select(s => new MovingMember(s, $"{s}-0", "az1", MemberRole.Replica))],
    };

    private static Dictionary<string, ServicePolicy> Policies(params (string Service, string Window, bool RequireApproval)[] policies)
        => policies.GroupBy(p => NameRules.Key(p.Service)).ToDictionary(
            g => g.Key,
            g => new ServicePolicy
            {
                Windows = WindowReader.Read([.. g.Select(p => p.Window)], []), RequireApproval = g.Any(p => p.RequireApproval),
            });
}
