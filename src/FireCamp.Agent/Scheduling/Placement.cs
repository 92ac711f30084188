using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent.Scheduling;

/// <summary>Decides which node runs which unit.</summary>
/// <remarks>
/// A unit stays where it is while that node is up. Else it goes to a node with room for its memory: first to one without
/// members of its group, then to one in its own zone, then to the one with the most room.
/// </remarks>
internal static class Placement
{
    /// <summary>The units whose node or reason has to change. Units that are not meant to run keep theirs and take no room.</summary>
    public static IReadOnlyList<PlacementDecision> Decide(
        IReadOnlyCollection<PlacementUnit> units, IReadOnlyCollection<PlacementNode> nodes)
    {
        var rooms = nodes.Select(n => new Room(n)).ToList();
        var homeless = new List<LocalUnit>();
        foreach (var unit in units.Where(u => u.Unit.MeantToRun).OrderByDescending(u => u.IsHeld).ThenBy(u => Order(u.Unit), StringComparer.Ordinal))
        {
            var home = rooms.Find(r => r.Node.IsUp && r.IsNamed(unit.Unit.Node));
            if (home is not null && (unit.IsHeld || home.Free >= unit.Unit.MemoryBytes))
            {
                home.Add(unit.Unit);
            }
            else
            {
                homeless.Add(unit.Unit);
            }
        }

        return [.. homeless.OrderBy(Order, StringComparer.Ordinal).Select(u => Place(u, rooms)).OfType<PlacementDecision>()];
    }

    private static PlacementDecision? Place(LocalUnit unit, List<Room> rooms)
    {
        var best = rooms
            .Where(r => r.Node.IsUp && r.Free >= unit.MemoryBytes)
            .OrderBy(r => r.MatesOf(unit))
            .ThenBy(r => string.Equals(r.Node.Zone, unit.Zone, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenByDescending(r => r.FreePart)
            .ThenBy(r => r.Count)
            .FirstOrDefault();
        best?.Add(unit);
        var decision = new PlacementDecision(unit, best?.Node.Name, best is null ? WhyNot(unit, rooms) : "");
        return decision.Node == unit.Node && decision.Reason == unit.Reason ? null : decision;
    }

    private static string WhyNot(LocalUnit unit, List<Room> rooms)
        => $"no node has {new ByteSize(unit.MemoryBytes)} free: {string.Join(", ", rooms.Select(r => r.Describe()))}";

    // Service and group first; members of a group by number, so that mypg-10 comes after mypg-9.
    private static string Order(LocalUnit unit) => $"{unit.Group}\0{unit.Member.Length:D3}\0{unit.Member}".ToLowerInvariant();

    /// <summary>A node and what it has been given.</summary>
    private sealed class Room(PlacementNode node)
    {
        private readonly List<LocalUnit> units = [];

        public PlacementNode Node => node;

        public int Count => units.Count;

        public long Free => node.Memory - units.Sum(u => u.MemoryBytes);

        public double FreePart => (double)Free / Math.Max(node.Memory, 1);

        public void Add(LocalUnit unit) => units.Add(unit);

        public bool IsNamed(string? name) => string.Equals(node.Name, name, StringComparison.OrdinalIgnoreCase);

        public int MatesOf(LocalUnit unit) => units.Count(u => string.Equals(u.Group, unit.Group, StringComparison.OrdinalIgnoreCase));

        public string Describe() => node.IsUp
            ? $"{node.Name} has {new ByteSize(Math.Max(Free, 0))} of {new ByteSize(node.Memory)}"
            : $"{node.Name} is not up";
    }
}
