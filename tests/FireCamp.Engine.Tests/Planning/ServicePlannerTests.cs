using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

public sealed class ServicePlannerTests
{
    private readonly PlanningState state = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL"));

    [Fact]
    public void PlanRestart_RolesAsSeen_PrimaryIsLast()
    {
        var moved = state with
        {
            Reports = [.. state.Reports.Select(r => r with { Role = r.Member == "mypg-1" ? MemberRole.Primary : MemberRole.Replica })],
        };
        Assert.Equal(["mypg-2", "mypg-0", "mypg-1"], RestartPlanner.Plan(moved, "mypg", []).Order);
    }

    [Fact]
    public void PlanRestart_AnotherMemberNotReady_IsRefused()
    {
        var broken = state with
        {
            Reports = [.. state.Reports.Select(r => r.Member == "mypg-1" ? r with { Phase = MemberPhase.Unready } : r)],
        };
        Assert.Equal("ServiceNotReady", Assert.Throws<FireCampException>(() => RestartPlanner.Plan(broken, "mypg", ["mypg-0"])).ErrorId);
        Assert.Equal(["mypg-1"], RestartPlanner.Plan(broken, "mypg", ["MYPG-1"]).Order);
    }

    [Fact]
    public void PlanRestart_UnknownMembers_AreAllNamed()
    {
        var error = Assert.Throws<InvalidInputException>(() => RestartPlanner.Plan(state, "mypg", ["mypg-7", "x"]));
        Assert.Equal(2, error.Mistakes.Count);
    }

    [Fact]
    public void PlanStop_Running_PrimariesGoFirst()
    {
        var plan = StartStopPlanner.PlanStop(state, "mypg");
        Assert.Equal(["mypg-0"], plan.Primaries);
        Assert.Equal(["mypg-1", "mypg-2"], plan.Others);
    }

    [Fact]
    public void PlanRemove_WithoutRemoveVolumes_KeepsAll()
    {
        var plan = RemoveServicePlanner.Plan(state, "mypg", removeVolumes: false);
        Assert.All(plan.Volumes, v => Assert.True(v.Kept));
        Assert.Equal(["fc_t1_mypg-0", "fc_t1_mypg-1", "fc_t1_mypg-2"], plan.Volumes.Select(v => v.Volume.Name));
    }

    [Fact]
    public void PlanRemove_ServiceGoneButVolumesKept_StillReportsEachVolume()
    {
        var kept = new KeptService(state.Services[0], [.. state.Members.SelectMany(m => m.Volumes)], DateTimeOffset.UnixEpoch);
        var left = PlanningStates.Empty() with { Kept = [kept] };
        var plan = RemoveServicePlanner.Plan(left, "mypg", removeVolumes: true);
        Assert.Empty(plan.Members);
        Assert.Equal(["mypg-0", "mypg-1", "mypg-2"], plan.Volumes.Select(v => v.Member));
        Assert.All(plan.Volumes, v => Assert.False(v.Kept));
    }

    [Fact]
    public void PlanRemove_NothingThere_IsNotFound()
        => Assert.Equal("ServiceNotFound",
            Assert.Throws<NotFoundException>(() => RemoveServicePlanner.Plan(PlanningStates.Empty(), "mypg", false)).ErrorId);
}
