using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A volume that is made with data in it.</summary>
/// <param name="From">The name of the backup's content, or of the snapshot, that has the data.</param>
public sealed record VolumeFill(string Member, VolumeSpec Volume, string From)
{
    /// <summary>The archived log by which the member brings the data to a moment; null when the data stays as it is.</summary>
    public LogNeed? Log { get; init; }
}
