namespace FireCamp.Engine.Clients.Aws.AutoScaling;

/// <summary>Something that a group did or tried.</summary>
/// <param name="Status">Such as <c>InProgress</c>, <c>Successful</c>, <c>Failed</c>.</param>
internal sealed record ScalingActivity(string Id, string Description, string Status, string? StatusMessage, DateTimeOffset? Started);
