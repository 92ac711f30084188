namespace FireCamp.Engine.Clients.Aws.CloudFormation;

/// <summary>What happened to one of a stack's resources.</summary>
internal sealed record StackEvent(
    string Id, DateTimeOffset Time, string LogicalId, string? PhysicalId, string ResourceType, string Status, string? Reason)
{
    public bool IsFailure => Status.EndsWith("_FAILED", StringComparison.Ordinal);
}
