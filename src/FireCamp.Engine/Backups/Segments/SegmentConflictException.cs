using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>A segment of that name is archived already, with other content.</summary>
public sealed class SegmentConflictException(SegmentName segment)
    : FireCampException("SegmentDiffers", $"Segment '{segment}' is archived already with other content; that was left as it is.",
        "Two servers write the same log: find out which one is the primary, and archive the other one's elsewhere or not at all.");
