namespace FireCamp.Engine.Clients.Aws.CloudFormation;

/// <param name="Status">Such as <c>CREATE_IN_PROGRESS</c>.</param>
internal sealed record Stack(
    string Name, string Id, string Status, string? StatusReason, IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Outputs, IReadOnlyDictionary<string, string> Tags);
