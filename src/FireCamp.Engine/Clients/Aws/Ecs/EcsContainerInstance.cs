namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>A machine of an ECS cluster.</summary>
internal sealed record EcsContainerInstance
{
    public required string ContainerInstanceArn { get; init; }

    public required string Ec2InstanceId { get; init; }

    /// <summary><c>ACTIVE</c>, <c>DRAINING</c>, <c>REGISTERING</c>, <c>DEREGISTERING</c>, <c>REGISTRATION_FAILED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Whether ECS's own agent there is in touch.</summary>
    public bool AgentConnected { get; init; }

    public int RunningTasksCount { get; init; }

    public IReadOnlyList<EcsAttribute>? Attributes { get; init; }

    public IReadOnlyList<Resource>? RegisteredResources { get; init; }

    public IReadOnlyList<Resource>? RemainingResources { get; init; }

    /// <summary>The instance's zone; null where ECS doesn't say.</summary>
    public string? Zone => Attributes?.FirstOrDefault(a => a.Name == "ecs.availability-zone")?.Value;

    /// <param name="Name"><c>CPU</c>, <c>MEMORY</c> (in MiB), <c>PORTS</c>.</param>
    internal sealed record Resource(string Name, int IntegerValue);
}
