namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>A task as ECS describes it.</summary>
internal sealed record EcsTask
{
    public required string TaskArn { get; init; }

    public string? TaskDefinitionArn { get; init; }

    public string? ContainerInstanceArn { get; init; }

    /// <summary>From <c>PROVISIONING</c> over <c>RUNNING</c> to <c>STOPPED</c>.</summary>
    public required string LastStatus { get; init; }

    public string? DesiredStatus { get; init; }

    /// <summary>Such as <c>service:NAME</c>.</summary>
    public string? Group { get; init; }

    public string? StartedBy { get; init; }

    /// <summary>In seconds since 1970.</summary>
    public double? CreatedAt { get; init; }

    public string? StopCode { get; init; }

    public string? StoppedReason { get; init; }

    public IReadOnlyList<Container>? Containers { get; init; }

    internal sealed record Container(string Name, string? LastStatus, int? ExitCode, string? Reason, string? RuntimeId);
}
