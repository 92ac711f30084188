namespace FireCamp.Engine.Model;

/// <summary>Where a cluster's backups go when nothing else is said. Stored under <c>backup-store</c>.</summary>
/// <param name="Url">Holds no secret.</param>
public sealed record BackupStoreSetting(string Url);
