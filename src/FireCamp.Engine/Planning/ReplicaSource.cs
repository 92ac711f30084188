using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A replica whose volumes new ones begin with.</summary>
public sealed record ReplicaSource
{
    public required MemberSpec Member { get; init; }

    public required IReadOnlyList<VolumeSnapshot> Snapshots { get; init; }

    /// <summary>The new members that begin with them.</summary>
    public required IReadOnlyList<string> For { get; init; }

    [JsonIgnore]
    public string Name => Member.Name;

    /// <summary>The snapshot that a new member's volume is made from; null for an empty one.</summary>
    public string? SnapshotFor(VolumeSpec volume) => Snapshots.FirstOrDefault(s => s.Purpose == volume.Purpose)?.Name;
}
