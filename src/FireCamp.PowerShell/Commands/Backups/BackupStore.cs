namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Where a cluster's backups go when no store is named.</summary>
public sealed record BackupStore(string Cluster, string Url);
