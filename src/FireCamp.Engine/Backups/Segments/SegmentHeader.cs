namespace FireCamp.Engine.Backups.Segments;

/// <summary>What an archived segment says of itself: it counts only where it says it lies.</summary>
/// <param name="Encryption">Null when it isn't encrypted.</param>
internal sealed record SegmentHeader(string Archive, string Timeline, string Name, BackupEncryption? Encryption)
{
    /// <summary>When its file was last written to, by the clock of the server's machine; null where that isn't known.</summary>
    public DateTimeOffset? Until { get; init; }
}
