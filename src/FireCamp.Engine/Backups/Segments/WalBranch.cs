namespace FireCamp.Engine.Backups.Segments;

/// <summary>A timeline that a later one came from.</summary>
/// <param name="Left">The number of the segment in which it was left; the later one has this segment too, and all after it.</param>
internal sealed record WalBranch(uint Timeline, long Left);
