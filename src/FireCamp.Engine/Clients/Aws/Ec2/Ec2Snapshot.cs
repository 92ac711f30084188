namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>A snapshot as EC2 tells of it.</summary>
/// <param name="State"><c>pending</c>, <c>completed</c>, <c>error</c>, <c>recoverable</c> or <c>recovering</c>.</param>
/// <param name="Progress">Such as <c>42%</c>.</param>
internal sealed record Ec2Snapshot(
    string Id, string State, string? StateMessage, string? Progress, string? VolumeId, long GiB, DateTime? Started,
    IReadOnlyDictionary<string, string> Tags);
