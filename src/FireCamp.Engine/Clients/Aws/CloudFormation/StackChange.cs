namespace FireCamp.Engine.Clients.Aws.CloudFormation;

/// <param name="Action"><c>Add</c>, <c>Modify</c>, <c>Remove</c> or <c>Import</c>.</param>
/// <param name="Replacement"><c>True</c>, <c>False</c>, <c>Conditional</c>, or null.</param>
internal sealed record StackChange(string Action, string LogicalId, string ResourceType, string? Replacement);
