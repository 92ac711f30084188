namespace FireCamp.Engine.Backups.Segments;

/// <summary>What an archived segment says of itself: it counts only where it says it lies.</summary>
/// <param name="Encryption">Null when it isn't encrypted.</param>
internal sealed record SegmentHeader(string Archive, string Timeline, string Name, BackupEncryption? Encryption);
