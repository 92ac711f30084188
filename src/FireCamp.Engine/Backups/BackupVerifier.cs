using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>Looks at every byte of backups.</summary>
/// <param name="keys">The cluster's key; null for backups that aren't encrypted.</param>
internal sealed class BackupVerifier(IBackupStore store, IKeyProvider? keys)
{
    private readonly BackupRepository repository = new(store, keys);
    private readonly ContentReader contents = new(store, keys);
    private readonly SegmentArchive segments = new(store, keys);

    /// <summary>Returns when the backup, those that it builds on, and the segments that it needs are all what was written.</summary>
    /// <exception cref="NotFoundException">There is no such backup.</exception>
    /// <exception cref="BackupDamagedException">Something is changed, cut, missing or another's: names all of it.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    /// <exception cref="BackupTooNewException">It is of a newer format.</exception>
    /// <exception cref="BackupParentException">One that it builds on is gone, or was replaced.</exception>
    public async Task VerifyAsync(string service, string id, CancellationToken cancel)
    {
        var damages = new List<Mistake>();
        foreach (var backup in await repository.GetChainAsync(service, id, cancel).ConfigureAwait(false))
        {
            foreach (var content in backup.Contents)
            {
                damages.AddRange(await contents.CheckAsync(backup, content, cancel).ConfigureAwait(false));
            }

            foreach (var segment in backup.Segments)
            {
                damages.AddRange(await segments.CheckAsync(segment, cancel).ConfigureAwait(false) is { } damage ? [damage] : []);
            }
        }

        if (damages.Count > 0)
        {
            throw new BackupDamagedException($"Backup '{id}'", damages);
        }
    }
}
