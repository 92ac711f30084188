namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>A volume as EC2 tells of it.</summary>
/// <param name="State"><c>creating</c>, <c>available</c>, <c>in-use</c>, <c>deleting</c>, <c>deleted</c> or <c>error</c>.</param>
internal sealed record Ec2Volume(
    string Id, string State, string Zone, long GiB, string Type, int? Iops, int? Throughput, bool Encrypted, string? KmsKey, string? SnapshotId,
    Ec2Attachment? Attachment, IReadOnlyDictionary<string, string> Tags);
