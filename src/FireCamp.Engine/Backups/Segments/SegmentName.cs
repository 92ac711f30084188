namespace FireCamp.Engine.Backups.Segments;

/// <summary>One piece of an engine's own log, such as a file of PostgreSQL's write-ahead log.</summary>
/// <param name="Archive">Whose log it is: a service, or one of its shards.</param>
/// <param name="Timeline">Segments of one name on two timelines are two.</param>
/// <param name="Name">As the engine calls it.</param>
public sealed record SegmentName(string Archive, string Timeline, string Name)
{
    public override string ToString() => $"{Archive}/{Timeline}/{Name}";
}
