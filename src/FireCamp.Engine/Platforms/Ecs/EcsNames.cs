using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>What FireCamp's things are called in ECS. Containers carry the same labels as on Swarm: agents know them by these.</summary>
internal static class EcsNames
{
    /// <summary>On services and task definitions, as on all of FireCamp's things in AWS.</summary>
    public const string ClusterTag = "firecamp:cluster";

    public const string ServiceTag = "firecamp:service";

    /// <summary>On a container instance that takes no members, though ECS would have it take tasks: why.</summary>
    public const string Closed = "firecamp.closed";

    /// <summary>The one container of a member's task.</summary>
    public const string Container = "member";

    private const string OfService = "service:";

    /// <summary>The ECS service of a member; members' names are unique in a cluster.</summary>
    public static string ServiceOf(string cluster, string member) => $"{NameRules.Key(cluster)}_{NameRules.Key(member)}";

    /// <summary>The task definitions of a member: families are known in the whole region, so the cluster's name is in it.</summary>
    public static string FamilyOf(string cluster, string member) => ServiceOf(cluster, member);

    /// <summary>The ECS service that a task is of; null where it is of none.</summary>
    public static string? ServiceOf(EcsTask task)
        => task.Group is { } group && group.StartsWith(OfService, StringComparison.Ordinal) ? group[OfService.Length..] : null;

    /// <summary>Family and revision of a task definition's ARN, which ends in <c>/family:7</c>.</summary>
    public static (string Family, int Revision) DefinitionOf(string arn)
    {
        var colon = arn.LastIndexOf(':');
        return (arn[(arn.LastIndexOf('/') + 1)..colon], int.Parse(arn[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
