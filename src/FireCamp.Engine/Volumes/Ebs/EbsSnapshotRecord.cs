namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>A snapshot as FireCamp knows it, in the metadata store.</summary>
/// <param name="Token">Made up once; the snapshot is tagged with it, by which one whose creation got no answer is found.</param>
/// <param name="SnapshotId">Null until the snapshot is known to exist.</param>
internal sealed record EbsSnapshotRecord(string Name, string Token, string? SnapshotId);
