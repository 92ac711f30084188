namespace FireCamp.Engine.Backups;

/// <summary>The backup that another one builds on.</summary>
/// <param name="Digest">SHA-256 of its manifest, so that no other may take its place.</param>
public sealed record BackupParent(string Id, string Digest);
