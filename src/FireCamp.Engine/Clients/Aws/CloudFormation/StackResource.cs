namespace FireCamp.Engine.Clients.Aws.CloudFormation;

internal sealed record StackResource(string LogicalId, string? PhysicalId, string Type, string Status);
