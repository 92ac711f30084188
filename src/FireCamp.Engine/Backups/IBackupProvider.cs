using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>Takes backups of snapshots into stores, and makes volumes of backups and of snapshots.</summary>
/// <remarks>Every call is safe to repeat. Where a store can't be used it is a <see cref="BackupStoreException"/>.</remarks>
public interface IBackupProvider
{
    /// <summary>
    /// The backup is in the store, whole and as its manifest says. What an earlier call for the same operation has written whole stays; what one
    /// left half-way is gone.
    /// </summary>
    /// <param name="manifest">All of it but its contents.</param>
    /// <param name="snapshots">What it is to hold.</param>
    /// <exception cref="AlreadyExistsException">Another operation's backup has the id.</exception>
    Task WriteAsync(
        BackupPlace place, BackupManifest manifest, IReadOnlyList<SnapshotContent> snapshots, bool isEncrypted, IProgress<string> progress,
        CancellationToken cancel);

    /// <summary>The backup's manifest, which was believed.</summary>
    /// <exception cref="NotFoundException">There is no such backup.</exception>
    /// <exception cref="BackupDamagedException">It isn't what was written.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    Task<BackupManifest> GetManifestAsync(BackupPlace place, CancellationToken cancel);

    /// <summary>Returns when every byte of it, and of those that it builds on, is what was written.</summary>
    /// <exception cref="BackupDamagedException">Something isn't; names all of it.</exception>
    Task VerifyAsync(BackupPlace place, CancellationToken cancel);

    /// <summary>
    /// The backup is in the other store too, whole, under the same id: read chunk by chunk, and written anew with keys of its own. One that is
    /// there already is left; what an earlier call left half-way is gone.
    /// </summary>
    /// <param name="isEncrypted">Whether it is encrypted there.</param>
    /// <exception cref="BackupDamagedException">It isn't what was written; the other store has none of it then.</exception>
    /// <exception cref="BackupParentException">The one that it builds on isn't in the other store.</exception>
    /// <exception cref="AlreadyExistsException">The other store has another backup of the id.</exception>
    Task CopyAsync(BackupPlace place, BackupPlace to, bool isEncrypted, IProgress<string> progress, CancellationToken cancel);

    /// <summary>It is gone, and with it the archived log that no other backup can use; an absent one is success.</summary>
    /// <exception cref="BackupParentException">Another one builds on it.</exception>
    Task DeleteAsync(BackupPlace place, CancellationToken cancel);

    /// <summary>What moments a service's backups can be brought to by its archived log; those that have none or can't be read are left out.</summary>
    /// <param name="store">The store's URL.</param>
    /// <returns>By the backups' ids.</returns>
    /// <exception cref="BackupKeyException">The log is encrypted with another key.</exception>
    Task<IReadOnlyDictionary<string, RecoveryRange>> FindRangesAsync(string store, string service, CancellationToken cancel);

    /// <summary>What of the archived log it takes to bring the backup's data to a moment, by the contents' names.</summary>
    /// <exception cref="BackupTimeException">It can't be brought there: says from when to when it can, or what is missing.</exception>
    Task<IReadOnlyDictionary<string, LogNeed>> FindLogAsync(BackupPlace place, DateTimeOffset to, CancellationToken cancel);

    /// <summary>The volume exists with what the content holds, and marked as restored; a repeat leaves it as it is.</summary>
    /// <param name="log">The log that its member is to bring the data forward by, which is laid beside it; null for none.</param>
    /// <exception cref="BackupDamagedException">The content or a segment isn't what was written; there is no volume then.</exception>
    /// <exception cref="NotFoundException">A segment is gone; there is no volume then.</exception>
    Task EnsureVolumeAsync(BackupPlace place, string content, VolumeSpec volume, LogNeed? log, CancellationToken cancel);

    /// <summary>The volume exists with what the snapshot holds but for the member's own files, and marked as restored; a repeat leaves it.</summary>
    Task EnsureCopyAsync(string snapshot, VolumeSpec volume, CancellationToken cancel);

    /// <summary>The store notes that the backup was restored and found good; an operation's proof is noted once.</summary>
    Task ProveAsync(BackupPlace place, BackupProof proof, CancellationToken cancel);
}
