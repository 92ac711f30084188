using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>Makes and keeps the volumes of members.</summary>
/// <remarks>
/// Volumes are known by <see cref="VolumeSpec.Name"/>, which is also the token that makes a repeated create return the first
/// one's volume.
/// </remarks>
public interface IVolumeProvider
{
    /// <summary>Whether a volume can be used only in the zone it was made in.</summary>
    bool IsZoneBound { get; }

    /// <summary>Whether snapshots, and volumes from them, take no longer the more is on the volume.</summary>
    bool SnapshotsAreQuick { get; }

    /// <summary>The volume exists, empty if it is new; an existing one is left as it is.</summary>
    /// <exception cref="VolumeException">No room, no right, or the name is something else's.</exception>
    Task EnsureAsync(VolumeSpec volume, CancellationToken cancel);

    /// <summary>The volume has the size at least, and what is on it stays; who uses it goes on meanwhile. A larger one stays as it is.</summary>
    /// <exception cref="VolumeException">There is no such volume, or it can't be made larger.</exception>
    Task GrowAsync(VolumeSpec volume, CancellationToken cancel);

    /// <summary>The volume as it is, or null.</summary>
    Task<VolumeInfo?> FindAsync(string name, CancellationToken cancel);

    /// <summary>All volumes whose name starts with <paramref name="prefix"/>.</summary>
    Task<IReadOnlyList<VolumeInfo>> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>The volume is attached to <paramref name="node"/> under <paramref name="epoch"/> and to nothing else.</summary>
    /// <remarks>
    /// An attachment of a lower epoch is ended first, by force if its holder doesn't let go: nobody writes to the volume
    /// under it once this has returned. The same node and epoch again is a repeat.
    /// </remarks>
    /// <returns>The folder where its files are.</returns>
    /// <exception cref="VolumeException">A higher epoch has it.</exception>
    Task<string> AttachAsync(string name, string node, long epoch, CancellationToken cancel);

    /// <summary>The volume is not attached under <paramref name="epoch"/>; an attachment of another epoch is left alone.</summary>
    Task DetachAsync(string name, long epoch, CancellationToken cancel);

    /// <summary>A snapshot of the volume as it is now exists under <paramref name="snapshot"/>; a repeat leaves the first one.</summary>
    /// <remarks>
    /// Who uses the volume goes on meanwhile. What is written while it is made may be in it or not, in any order: who needs one moment keeps the
    /// data as it is meanwhile.
    /// </remarks>
    Task SnapshotAsync(string name, string snapshot, CancellationToken cancel);

    /// <summary>The volume exists with what the snapshot holds; a repeat leaves it as it is.</summary>
    /// <param name="isLast">
    /// Whether the snapshot is deleted before the volume is attached, and nothing else is made from it after this: so that nothing needs to be
    /// copied where copying takes long.
    /// </param>
    Task EnsureFromSnapshotAsync(VolumeSpec volume, string snapshot, bool isLast, CancellationToken cancel);

    /// <summary>The snapshot is gone; an absent one is success.</summary>
    Task DeleteSnapshotAsync(string snapshot, CancellationToken cancel);

    /// <summary>The volume and its content are gone; an absent one is success.</summary>
    /// <exception cref="VolumeException">It is attached.</exception>
    Task DeleteAsync(string name, CancellationToken cancel);
}
