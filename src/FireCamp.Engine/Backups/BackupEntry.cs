using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>A backup as a list shows it.</summary>
/// <param name="Manifest">Null when it can't be read.</param>
/// <param name="Problem">Why it can't be read; null when it can. Its contents weren't looked at.</param>
public sealed record BackupEntry(string Service, string Id, BackupManifest? Manifest, FireCampException? Problem);
