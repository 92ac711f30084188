namespace FireCamp.Engine.Backups.Segments;

/// <summary>Where the archived log of an engine goes on from what a backup holds.</summary>
/// <param name="Archive">Whose log it is; see <see cref="SegmentName"/>.</param>
/// <param name="Timeline">The timeline that the data was on.</param>
/// <param name="Segment">The first segment of which the backup doesn't hold all.</param>
/// <param name="From">The earliest moment that the data can be brought to, by the clock of the server that wrote it.</param>
public sealed record LogStart(string Archive, string Timeline, string Segment, DateTimeOffset From);
