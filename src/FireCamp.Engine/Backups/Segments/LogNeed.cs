using System.Text.Json.Serialization;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>What of an archived log is needed to bring a backup's data to a moment.</summary>
/// <param name="Archive">Whose log it is.</param>
/// <param name="To">The moment: of all transactions those that had ended by then, by the server's own clock.</param>
/// <param name="Stretches">In the order of the log; so few words for so many segments, since a plan is kept in the metadata store.</param>
/// <param name="Others">What else the engine needs to find its way, such as the histories of timelines.</param>
public sealed record LogNeed(string Archive, DateTimeOffset To, IReadOnlyList<LogStretch> Stretches, IReadOnlyList<SegmentName> Others)
{
    /// <summary>How many segments there are.</summary>
    [JsonIgnore]
    public long Count => Stretches.Sum(s => s.Count);

    /// <summary>All that is to be fetched.</summary>
    public IEnumerable<SegmentName> All()
        => Stretches.SelectMany(s => s.Names()).Select(n => new SegmentName(Archive, n.TimelineName, $"{n}")).Concat(Others);
}
