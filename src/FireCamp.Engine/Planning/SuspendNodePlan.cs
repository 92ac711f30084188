using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A node takes no more members, and those it has move to others one at a time, primaries first.</summary>
/// <remarks>Members are named only: they are moved as they are recorded when their turn comes.</remarks>
public sealed record SuspendNodePlan : OperationPlan
{
    public const string Name = "suspend-node";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Node(Node);

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => [.. Moves.Concat(Stranded).Select(m => m.Service).Distinct()];

    public required string Node { get; init; }

    /// <summary>In this order.</summary>
    public required IReadOnlyList<MovingMember> Moves { get; init; }

    /// <summary>
    /// The switchovers that go before, each an operation of its own: a primary that hands over holds writes for a shorter time than one that
    /// moves. Not stored: they are done by then.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<SwitchPrimaryPlan> Switches { get; init; } = [];

    /// <summary>Members that no other node can take: they are down until one can.</summary>
    public IReadOnlyList<MovingMember> Stranded { get; init; } = [];

    /// <summary>Members that were not ready when this was planned: nothing waits until they are.</summary>
    public IReadOnlyList<string> Unready { get; init; } = [];

    /// <summary>Whether it was suspended before.</summary>
    public bool WasSuspended { get; init; }

    /// <summary>Whether its agent runs, and can end what is stranded there.</summary>
    public bool IsUp { get; init; }

    public MovingMember Move(string member) => Moves.First(m => m.Name == member);

    /// <summary>Whether moves wait until the member is ready.</summary>
    public bool Awaits(string member) => !Unready.Contains(member) && Stranded.All(m => m.Name != member);

    public override string Describe() => NodePlanText.Suspend(this);
}
