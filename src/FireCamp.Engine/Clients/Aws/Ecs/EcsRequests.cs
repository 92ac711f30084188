using System.Text.Json.Serialization;

namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>What ECS is asked, with the names of its API. Null is left out.</summary>
internal static class EcsRequests
{
    internal sealed record List(string? Cluster)
    {
        public string? NextToken { get; init; }

        public int MaxResults { get; init; } = 100;

        public string? ServiceName { get; init; }

        public string? ContainerInstance { get; init; }

        public string? Family { get; init; }

        public string? FamilyPrefix { get; init; }

        public string? DesiredStatus { get; init; }

        public string? StartedBy { get; init; }

        public string? Status { get; init; }

        public string? Filter { get; init; }
    }

    internal sealed record Clusters([property: JsonPropertyName("clusters")] IReadOnlyList<string> Names);

    internal sealed record Services(string Cluster, [property: JsonPropertyName("services")] IReadOnlyList<string> Names)
    {
        public IReadOnlyList<string>? Include { get; init; }
    }

    internal sealed record Tasks(string Cluster, [property: JsonPropertyName("tasks")] IReadOnlyList<string> Arns);

    internal sealed record Instances(string Cluster, IReadOnlyList<string> ContainerInstances)
    {
        public string? Status { get; init; }
    }

    internal sealed record Definition(string TaskDefinition);

    internal sealed record CreateService(string Cluster, string ServiceName, string TaskDefinition, int DesiredCount)
    {
        public string? ClientToken { get; init; }

        public string? LaunchType { get; init; }

        public EcsDeployment? DeploymentConfiguration { get; init; }

        public IReadOnlyList<EcsPlacementConstraint>? PlacementConstraints { get; init; }

        public IReadOnlyList<EcsPlacementStrategy>? PlacementStrategy { get; init; }

        public IReadOnlyList<EcsTag>? Tags { get; init; }

        public string? PropagateTags { get; init; }

        public bool? EnableECSManagedTags { get; init; }
    }

    internal sealed record UpdateService(string Cluster, string Service)
    {
        public int? DesiredCount { get; init; }

        public string? TaskDefinition { get; init; }

        public bool? ForceNewDeployment { get; init; }

        public EcsDeployment? DeploymentConfiguration { get; init; }

        public IReadOnlyList<EcsPlacementConstraint>? PlacementConstraints { get; init; }
    }

    internal sealed record DeleteService(string Cluster, string Service, bool Force);

    internal sealed record RunTask(string Cluster, string TaskDefinition, int Count)
    {
        public string? StartedBy { get; init; }

        public string? ClientToken { get; init; }

        public string? LaunchType { get; init; }

        public string? Group { get; init; }

        public IReadOnlyList<EcsPlacementConstraint>? PlacementConstraints { get; init; }
    }

    internal sealed record StopTask(string Cluster, string Task, string? Reason);

    internal sealed record PutAttributes(string Cluster, IReadOnlyList<EcsAttribute> Attributes);
}
