using System.Text.Json;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Tests.Planning;

public sealed class NodePlannerTests
{
    private readonly PlanningState state = WithUnits(PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL")));

    [Fact]
    public void PlanSuspend_SeveralMembers_PrimariesMoveFirst()
    {
        var all = OnOneNode(state) with
        {
            Reports = [.. state.Reports.Select(r => r with { Role = r.Member == "mypg-1" ? MemberRole.Primary : MemberRole.Replica })],
        };
        var plan = NodePlanner.PlanSuspend(all, "NODE-1", force: false);
        Assert.Equal(("node-1", true, false), (plan.Node, plan.IsUp, plan.WasSuspended));
        Assert.Equal(["mypg-1", "mypg-0", "mypg-2"], plan.Moves.Select(m => m.Name));
        Assert.Empty(plan.Stranded);
        Assert.Contains("move mypg-1; wait until it is ready on another node", plan.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void PlanSuspend_NowhereToGoOrNotReady_NamesThemAll()
    {
        var broken = state with
        {
            Reports = [.. state.Reports.Select(r => r.Member == "mypg-2" ? r with { Phase = MemberPhase.Unready, Reason = "Disk full." } : r)],
        };
        var unready = Assert.Throws<FireCampException>(() => NodePlanner.PlanSuspend(broken, "node-1", force: false));
        Assert.Equal("NodeNotClearable", unready.ErrorId);
        Assert.Contains("mypg-2 is not ready (unready: Disk full)", unready.Message, StringComparison.Ordinal);

        var pinned = OnOneNode(state) with { KeepsZones = true };
        var stranded = Assert.Throws<FireCampException>(() => NodePlanner.PlanSuspend(pinned, "node-1", force: false));
        Assert.Contains("mypg-0 has nowhere to go: no other node of zone az1 has", stranded.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mypg-1", stranded.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanSuspend_OthersClosedOrFull_SaysHowMuchIsLeft()
    {
        var full = state with
        {
            Nodes =
            [
                state.Nodes[0], state.Nodes[1] with { Phase = NodePhase.Suspended, IsSuspended = true },
                state.Nodes[2] with { Memory = state.Members[0].Workload.Memory },
            ],
        };
        var error = Assert.Throws<FireCampException>(() => NodePlanner.PlanSuspend(full, "node-1", force: false));
        Assert.Contains("(node-2 is suspended, node-3 has 0 left)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanSuspend_Forced_SaysWhichAreDownAndWhichAreNotWaitedFor()
    {
        var broken = OnOneNode(state) with
        {
            KeepsZones = true,
            Reports = [.. state.Reports.Select(r => r.Member == "mypg-2" ? r with { Phase = MemberPhase.Unready } : r)],
        };
        var plan = NodePlanner.PlanSuspend(broken, "node-1", force: true);
        Assert.Equal(["mypg-0"], plan.Stranded.Select(m => m.Name));
        Assert.Equal(["mypg-1", "mypg-2"], plan.Moves.Select(m => m.Name));
        Assert.Equal([false, true, false], new[] { "mypg-0", "mypg-1", "mypg-2" }.Select(plan.Awaits));
        var json = JsonSerializer.Serialize<OperationPlan>(plan, PlanningJson.Default.OperationPlan);
        Assert.Equal(plan.Describe(), JsonSerializer.Deserialize(json, PlanningJson.Default.OperationPlan)!.Describe());
    }

    [Fact]
    public void PlanSuspend_MembersOfStoppedServices_Stay()
    {
        var stopped = state with { Services = [.. state.Services.Select(s => s with { Intent = ServiceIntent.Stopped })] };
        Assert.Empty(NodePlanner.PlanSuspend(stopped, "node-1", force: false).Moves);
    }

    [Fact]
    public void PlanResume_UnknownNode_IsNotFound()
    {
        Assert.Equal("NodeNotFound", Assert.Throws<NotFoundException>(() => NodePlanner.PlanResume(state, "node-9")).ErrorId);
        Assert.False(NodePlanner.PlanResume(state, "node-1").WasSuspended);
    }

    private static PlanningState WithUnits(PlanningState state) => state with
    {
        Units = [.. state.Reports.Select(r => new UnitStatus("mypg", r.Member, true, "token", r.Node, ""))],
    };

    // Three nodes of the zones of three members, all of which run on the first.
    private static PlanningState OnOneNode(PlanningState state) => state with { Units = [.. state.Units.Select(u => u with { Node = "node-1" })] };
}
