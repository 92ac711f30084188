using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

public sealed class ClusterPlannerTests
{
    [Fact]
    public void PlanCreate_Defaults_ThreeNodesOverThreeZones()
    {
        var plan = Plan(new CreateClusterRequest { Name = "t1" });
        Assert.Equal(["zone-1", "zone-2", "zone-3"], plan.Spec.Nodes.Select(n => n.Zone));
        Assert.Equal("8GB", plan.Spec.Nodes[0].Memory.ToString());
        Assert.Equal("t1-firecamp.com", plan.Spec.Domain);
    }

    [Fact]
    public void PlanCreate_ManyMistakes_NamesAll()
    {
        var request = new CreateClusterRequest
        {
            Name = "a_b", Nodes = 0, Zones = ["z1", "Z1", "1z"], LeaseDuration = TimeSpan.Zero,
        };
        var error = Assert.Throws<InvalidInputException>(() => Plan(request));
        Assert.Equal(
            ["Cluster", "LeaseDuration", "Nodes", "Zones", "Zones", "zone"],
            error.Mistakes.Select(m => m.Where == "cluster" ? "Cluster" : m.Where).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PlanRemove_ServicesLeft_IsRefusedWithoutForce()
    {
        var state = PlanningStates.After(PlanningStates.Plan("mypg", "PostgreSQL"));
        Assert.Equal("ClusterNotEmpty",
            Assert.Throws<FireCampException>(() => ClusterPlanner.PlanRemove(state, ["fc_t1_mypg-0"], force: false)).ErrorId);
        Assert.Equal(["mypg"], ClusterPlanner.PlanRemove(state, ["fc_t1_mypg-0"], force: true).Services);
    }

    private static CreateClusterPlan Plan(CreateClusterRequest request)
        => ClusterPlanner.PlanCreate(request, "127.9.0.0/16", ByteSize.Parse("24GB"), DateTimeOffset.UnixEpoch);
}
