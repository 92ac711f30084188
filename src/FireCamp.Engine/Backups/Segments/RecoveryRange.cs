namespace FireCamp.Engine.Backups.Segments;

/// <summary>Which moments a backup's data can be brought to.</summary>
/// <param name="From">The earliest, by the server's own clock.</param>
/// <param name="To">The latest; null when nothing that follows is archived yet.</param>
/// <param name="Missing">The segment that ends the range, since it isn't there although later ones are; null when nothing is missing.</param>
public sealed record RecoveryRange(DateTimeOffset From, DateTimeOffset? To, SegmentName? Missing);
