using FireCamp.Engine.Clients.Aws.Ecs;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>Where ECS may run a member, and in which order it replaces its task.</summary>
internal static class EcsPlacement
{
    /// <summary>Never two of a member: the old task is stopped before the new one starts.</summary>
    public static readonly EcsDeployment OldFirst = new(MaximumPercent: 100, MinimumHealthyPercent: 0);

    /// <summary>The instance with the fewest tasks.</summary>
    public static readonly IReadOnlyList<EcsPlacementStrategy> Strategy = [new("spread", "instanceId")];

    /// <summary>In the zone of the member's volumes, on an instance that isn't closed.</summary>
    public static IReadOnlyList<EcsPlacementConstraint> Constraints(string zone) =>
    [
        new("memberOf", $"attribute:ecs.availability-zone == {zone}"),
        new("memberOf", $"attribute:{EcsNames.Closed} !exists"),
    ];
}
