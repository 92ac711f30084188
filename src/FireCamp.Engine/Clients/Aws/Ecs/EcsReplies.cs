using System.Text.Json.Serialization;

namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>What ECS answers, with the names of its API.</summary>
internal static class EcsReplies
{
    internal sealed record List(
        IReadOnlyList<string>? ServiceArns,
        IReadOnlyList<string>? TaskArns,
        IReadOnlyList<string>? ContainerInstanceArns,
        IReadOnlyList<string>? TaskDefinitionArns,
        string? NextToken);

    internal sealed record Clusters(
        [property: JsonPropertyName("clusters")] IReadOnlyList<EcsCluster>? Found, IReadOnlyList<EcsFailure>? Failures);

    internal sealed record Services(
        [property: JsonPropertyName("services")] IReadOnlyList<EcsService>? Found, IReadOnlyList<EcsFailure>? Failures);

    internal sealed record Tasks(
        [property: JsonPropertyName("tasks")] IReadOnlyList<EcsTask>? Found, IReadOnlyList<EcsFailure>? Failures);

    internal sealed record Instances(IReadOnlyList<EcsContainerInstance>? ContainerInstances, IReadOnlyList<EcsFailure>? Failures);

    internal sealed record Definition(EcsTaskDefinition TaskDefinition);

    internal sealed record Service([property: JsonPropertyName("service")] EcsService Changed);

    internal sealed record Task([property: JsonPropertyName("task")] EcsTask? Changed);

    internal sealed record Attributes([property: JsonPropertyName("attributes")] IReadOnlyList<EcsAttribute>? Put);
}
