using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A snapshot of one of a member's volumes, as it is planned.</summary>
/// <param name="Volume">The volume's name.</param>
/// <param name="Purpose">The catalog's name for the volume, such as <c>data</c>.</param>
/// <param name="Name">The snapshot's own name.</param>
public sealed record VolumeSnapshot(string Volume, string Purpose, string Name)
{
    /// <summary>Snapshots of all volumes of a member, named apart from those of any other moment.</summary>
    public static IReadOnlyList<VolumeSnapshot> Of(MemberSpec member, DateTimeOffset at)
        => [.. member.Volumes.Select(v => new VolumeSnapshot(v.Name, v.Purpose, $"{v.Name}.{at.UtcTicks:x}"))];
}
