namespace FireCamp.Engine.Backups;

/// <summary>One object of a backup store.</summary>
/// <param name="Size">In bytes, as stored.</param>
public sealed record BackupObject(string Name, long Size);
