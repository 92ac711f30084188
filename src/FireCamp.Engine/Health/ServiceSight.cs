using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Health;

/// <summary>All that is known of one service at one moment: what was asked and what is seen.</summary>
public sealed record ServiceSight
{
    public required ServiceSpec Service { get; init; }

    public required IReadOnlyList<MemberOutline> Members { get; init; }

    public required IReadOnlyList<MemberReport> Reports { get; init; }

    public required IReadOnlyList<MemberClaim> Claims { get; init; }

    public required IReadOnlyList<UnitStatus> Units { get; init; }

    public required IReadOnlyList<NodeStatus> Nodes { get; init; }

    /// <summary>What it asks of disruptive operations.</summary>
    public ServicePolicy Policy { get; init; } = new();

    /// <summary>The unfinished operation on the service, or null.</summary>
    public string? Operation { get; init; }
}
