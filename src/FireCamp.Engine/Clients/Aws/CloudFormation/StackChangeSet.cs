namespace FireCamp.Engine.Clients.Aws.CloudFormation;

/// <summary>What an update would do.</summary>
/// <param name="Status">
/// <c>CREATE_PENDING</c>, <c>CREATE_IN_PROGRESS</c>, <c>CREATE_COMPLETE</c>, or <c>FAILED</c>, which it also is without a change.
/// </param>
internal sealed record StackChangeSet(string Id, string Status, string? StatusReason, IReadOnlyList<StackChange> Changes);
