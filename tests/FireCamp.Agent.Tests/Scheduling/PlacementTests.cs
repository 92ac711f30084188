using CsCheck;
using FireCamp.Agent.Scheduling;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Tests.Scheduling;

public sealed class PlacementTests
{
    private const long Unit = 512L << 20;

    [Fact]
    public void Decide_WithAllNodesUp_PutsEachMemberInItsOwnZone()
        => Assert.Equal(["node-1", "node-2", "node-3"], Place([New(0, "zone-1"), New(1, "zone-2"), New(2, "zone-3")], Nodes(3)));

    [Fact]
    public void Decide_WithAGroupMateInItsZone_PrefersAFreeNodeElsewhere()
        => Assert.Equal(["node-1", "node-2"], Place([New(0, "zone-1"), New(1, "zone-1")], Nodes(2)));

    [Fact]
    public void Decide_WithMoreMembersThanNodes_SpreadsThemEvenly()
    {
        var placed = Place([.. Enumerable.Range(0, 6).Select(n => New(n, "zone-1"))], Nodes(3));
        Assert.Equal([2, 2, 2], placed.GroupBy(n => n).Select(g => g.Count()));
    }

    [Fact]
    public void Decide_ForThreeShardsOfTwo_KeepsEveryMemberInItsZoneAndShardsApart()
    {
        string[] zones = ["zone-1", "zone-2", "zone-2", "zone-3", "zone-3", "zone-1"];
        var units = zones.Select((zone, i) => New(i, zone) with { Shard = i / 2 }).ToArray();
        Assert.Equal(["node-1", "node-2", "node-2", "node-3", "node-3", "node-1"], Place(units, Nodes(3)));
    }

    [Fact]
    public void Decide_ForShardsOnFewerNodes_KeepsMembersOfOneShardApart()
    {
        var units = Enumerable.Range(0, 6).Select(i => New(i, "zone-1") with { Shard = i / 2 }).ToArray();
        var placed = Place(units, Nodes(2));
        Assert.All(Enumerable.Range(0, 3), shard => Assert.NotEqual(placed[2 * shard], placed[(2 * shard) + 1]));
    }

    [Theory]
    [InlineData(NodeAvailability.Closed, true, null)]
    [InlineData(NodeAvailability.Closed, false, "node-1")]
    [InlineData(NodeAvailability.Drained, true, "node-1")]
    public void Decide_WithANodeShut_KeepsThereOnlyWhatAClosedOneHolds(NodeAvailability availability, bool held, string? moved)
    {
        var nodes = Nodes(2).Select(n => n.Name == "node-2" ? n with { Availability = availability } : n).ToList();
        var decisions = Placement.Decide([new PlacementUnit(New(0, "zone-2", "node-2"), held)], nodes);
        Assert.Equal(moved is null ? [] : [moved], decisions.Select(d => d.Node));
    }

    [Fact]
    public void Decide_WithEveryNodeShut_SaysSo()
    {
        var nodes = Nodes(1).Select(n => n with { Availability = NodeAvailability.Drained }).ToList();
        var decision = Assert.Single(Placement.Decide([new PlacementUnit(New(0, "zone-1"), false)], nodes));
        Assert.Null(decision.Node);
        Assert.Contains("node-1 is suspended", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_WithANodeDown_MovesOnlyItsMembers()
    {
        var units = new[] { New(0, "zone-1", "node-1"), New(1, "zone-2", "node-2"), New(2, "zone-3", "node-3") };
        var decision = Assert.Single(Placement.Decide([.. units.Select(u => new PlacementUnit(u, true))], Nodes(3, down: "node-2")));
        Assert.Equal("svc-1", decision.Unit.Member);
        Assert.Contains(decision.Node, new[] { "node-1", "node-3" });
    }

    [Fact]
    public void Decide_OnceTheNodeIsBack_LeavesMembersWhereTheyAre()
    {
        var units = new[] { New(0, "zone-1", "node-1"), New(1, "zone-2", "node-1") };
        Assert.Empty(Placement.Decide([.. units.Select(u => new PlacementUnit(u, true))], Nodes(2)));
    }

    [Fact]
    public void Decide_OfAUnitThatIsNotMeantToRun_LeavesItAndTakesNoRoomForIt()
    {
        var stopped = New(0, "zone-1", "node-1") with { MeantToRun = false };
        var decision = Assert.Single(Placement.Decide([new(stopped, false), new(New(1, "zone-1"), false)], Nodes(1, memory: Unit)));
        Assert.Equal("node-1", decision.Node);
    }

    [Fact]
    public void Decide_WithoutRoom_SaysWhatEachNodeHas()
    {
        var full = New(0, "zone-1", "node-1");
        var decision = Assert.Single(Placement.Decide([new(full, true), new(New(1, "zone-1"), false)], Nodes(2, down: "node-2", memory: Unit)));
        Assert.Null(decision.Node);
        Assert.Equal("no node has 512MB free: node-1 has 0 of 512MB, node-2 is not up", decision.Reason);
    }

    [Fact]
    public void Decide_OfAStoppedUnitThatStartsAgainWhereNoRoomIsLeft_MovesIt()
    {
        var decision = Assert.Single(Placement.Decide(
            [new(New(0, "zone-1", "node-1"), true), new(New(1, "zone-1", "node-1"), false)], Nodes(2, memory: Unit)));
        Assert.Equal(("svc-1", "node-2"), (decision.Unit.Member, decision.Node));
    }

    [Fact]
    public void Decide_ForAnyClusterState_KeepsItsPromises()
    {
        var unit = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4], Gen.Int[0, 4], Gen.Int[1, 4], Gen.Bool);
        var node = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 8], Gen.Bool);
        Gen.Select(unit.List[0, 12], node.List[1, 4]).Sample((us, ns) =>
        {
            var nodes = ns.Select((n, i) => new PlacementNode($"node-{i + 1}", $"zone-{n.Item1}", n.Item2 * Unit, n.Item3)).ToList();
            var units = us.Select((u, i) => new PlacementUnit(
                New(i, $"zone-{u.Item2}", u.Item3 == 0 ? null : $"node-{u.Item3}") with { Group = $"svc/{u.Item1}", MemoryBytes = u.Item4 * Unit },
                u.Item5)).ToList();
            var decided = Placement.Decide(units, nodes).ToDictionary(d => d.Unit.Member);
            var after = units.Select(u => decided.TryGetValue(u.Unit.Member, out var d) ? u.Unit with { Node = d.Node } : u.Unit).ToList();
            Assert.All(decided.Values, d => Assert.True(d.Node is null || nodes.Single(n => n.Name == d.Node).IsUp));
            Assert.All(decided.Values, d => Assert.Equal(d.Node is null, d.Reason.Length > 0));
            foreach (var up in nodes.Where(n => n.IsUp && decided.Values.Any(d => d.Node == n.Name)))
            {
                Assert.True(after.Where(u => u.Node == up.Name).Sum(u => u.MemoryBytes) <= up.Memory);
            }

            Assert.DoesNotContain(
                Placement.Decide([.. after.Select(u => new PlacementUnit(u with { Reason = Reason(decided, u) }, true))], nodes),
                d => d.Node is not null);
        });

        static string Reason(Dictionary<string, PlacementDecision> decided, MemberUnit unit)
            => decided.TryGetValue(unit.Member, out var decision) ? decision.Reason : unit.Reason;
    }

    private static List<string?> Place(IReadOnlyList<MemberUnit> units, IReadOnlyList<PlacementNode> nodes)
        => [.. Placement.Decide([.. units.Select(u => new PlacementUnit(u, false))], nodes).Select(d => d.Node)];

    private static MemberUnit New(int ordinal, string zone, string? node = null) => new()
    {
        Service = "svc", Member = $"svc-{ordinal}", Group = "svc/members", Zone = zone, MemoryBytes = Unit,
        MeantToRun = true, RunToken = "1", Node = node,
    };

    private static List<PlacementNode> Nodes(int count, string? down = null, long memory = 8 * Unit)
        => [.. Enumerable.Range(1, count).Select(n => new PlacementNode($"node-{n}", $"zone-{n}", memory, $"node-{n}" != down))];
}
