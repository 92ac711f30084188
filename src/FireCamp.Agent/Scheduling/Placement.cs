using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Scheduling;

/// <summary>Decides which node runs which unit.</summary>
/// <remarks>
/// A unit stays where it is while that node is up and not drained. The others go to nodes with room for their memory: first those that find
/// a node of their own zone without members of their group; then each to the node with the fewest members of its shard, of its
/// group, in its own zone, with the most room, in this order of weight.
/// </remarks>
internal static class Placement
{
    /// <summary>The units whose node or reason has to change. Units that are not meant to run keep theirs and take no room.</summary>
    public static IReadOnlyList<PlacementDecision> Decide(
        IReadOnlyCollection<PlacementUnit> units, IReadOnlyCollection<PlacementNode> nodes)
    {
        var rooms = nodes.Select(n => new Room(n)).ToList();
        var homeless = new List<MemberUnit>();
        foreach (var unit in units.Where(u => u.Unit.MeantToRun).OrderByDescending(u => u.IsHeld).ThenBy(u => Order(u.Unit), StringComparer.Ordinal))
        {
            var home = rooms.Find(r => r.IsNamed(unit.Unit.Node) && r.Keeps(unit));
            if (home is not null && (unit.IsHeld || home.Free >= unit.Unit.MemoryBytes))
            {
                home.Add(unit.Unit);
            }
            else
            {
                homeless.Add(unit.Unit);
            }
        }

        var inOrder = homeless.OrderBy(Order, StringComparer.Ordinal).ToList();
        var atHome = inOrder.Select(u => PlaceAtHome(u, rooms)).OfType<PlacementDecision>().ToList();
        var rest = inOrder.Except(atHome.Select(d => d.Unit)).Select(u => Place(u, rooms));
        return
        [
            .. atHome.Concat(rest)
                .Where(d => d.Node != d.Unit.Node || d.Reason != d.Unit.Reason)
                .OrderBy(d => inOrder.IndexOf(d.Unit)),
        ];
    }

    /// <summary>Where zone and spread agree; taken before any unit takes a node of another's zone.</summary>
    private static PlacementDecision? PlaceAtHome(MemberUnit unit, List<Room> rooms)
    {
        var home = rooms.Where(r => r.CanTake(unit) && r.IsInZoneOf(unit) && r.MatesOf(unit) == 0).MaxBy(r => r.FreePart);
        home?.Add(unit);
        return home is null ? null : new PlacementDecision(unit, home.Node.Name, "");
    }

    private static PlacementDecision Place(MemberUnit unit, List<Room> rooms)
    {
        var best = rooms
            .Where(r => r.CanTake(unit))
            .OrderBy(r => r.ShardMatesOf(unit))
            .ThenBy(r => r.MatesOf(unit))
            .ThenBy(r => r.IsInZoneOf(unit) ? 0 : 1)
            .ThenByDescending(r => r.FreePart)
            .ThenBy(r => r.Count)
            .FirstOrDefault();
        best?.Add(unit);
        return new PlacementDecision(unit, best?.Node.Name, best is null ? WhyNot(unit, rooms) : "");
    }

    private static string WhyNot(MemberUnit unit, List<Room> rooms)
        => $"no node has {new ByteSize(unit.MemoryBytes)} free: {string.Join(", ", rooms.Select(r => r.Describe()))}";

    // Service and group first; members of a group by number, so that mypg-10 comes after mypg-9.
    private static string Order(MemberUnit unit) => $"{unit.Group}\0{unit.Member.Length:D3}\0{unit.Member}".ToLowerInvariant();

    /// <summary>A node and what it has been given.</summary>
    private sealed class Room(PlacementNode node)
    {
        private readonly List<MemberUnit> units = [];

        public PlacementNode Node => node;

        public int Count => units.Count;

        public long Free => node.Memory - units.Sum(u => u.MemoryBytes);

        public double FreePart => (double)Free / Math.Max(node.Memory, 1);

        public void Add(MemberUnit unit) => units.Add(unit);

        public bool IsNamed(string? name) => string.Equals(node.Name, name, StringComparison.OrdinalIgnoreCase);

        public bool Keeps(PlacementUnit unit)
            => node.IsUp && (node.IsOpen || (unit.IsHeld && node.Availability == NodeAvailability.Closed));

        public bool CanTake(MemberUnit unit) => node is { IsUp: true, IsOpen: true } && Free >= unit.MemoryBytes;

        public bool IsInZoneOf(MemberUnit unit) => string.Equals(node.Zone, unit.Zone, StringComparison.OrdinalIgnoreCase);

        public int ShardMatesOf(MemberUnit unit)
            => units.Count(u => u.Shard == unit.Shard && string.Equals(u.Group, unit.Group, StringComparison.OrdinalIgnoreCase));

        public int MatesOf(MemberUnit unit) => units.Count(u => string.Equals(u.Group, unit.Group, StringComparison.OrdinalIgnoreCase));

        public string Describe() => node switch
        {
            { IsUp: false } => $"{node.Name} is not up",
            { IsOpen: false } => $"{node.Name} is suspended",
            _ => $"{node.Name} has {new ByteSize(Math.Max(Free, 0))} of {new ByteSize(node.Memory)}",
        };
    }
}
