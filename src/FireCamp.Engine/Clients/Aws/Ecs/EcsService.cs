namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>An ECS service as ECS describes it.</summary>
internal sealed record EcsService
{
    public required string ServiceName { get; init; }

    public required string ServiceArn { get; init; }

    /// <summary><c>ACTIVE</c>, <c>DRAINING</c> or <c>INACTIVE</c>.</summary>
    public required string Status { get; init; }

    public int DesiredCount { get; init; }

    public int RunningCount { get; init; }

    public int PendingCount { get; init; }

    public string? TaskDefinition { get; init; }

    public IReadOnlyList<EcsPlacementConstraint>? PlacementConstraints { get; init; }

    public IReadOnlyList<Deployment>? Deployments { get; init; }

    public IReadOnlyList<Event>? Events { get; init; }

    public IReadOnlyList<EcsTag>? Tags { get; init; }

    /// <param name="Status"><c>PRIMARY</c>, <c>ACTIVE</c> or <c>INACTIVE</c>.</param>
    internal sealed record Deployment(string Id, string Status, string TaskDefinition, int DesiredCount, int RunningCount, string? RolloutState);

    /// <param name="CreatedAt">In seconds since 1970.</param>
    internal sealed record Event(string Id, double CreatedAt, string Message);
}
