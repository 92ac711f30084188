using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>Copies backups from one store to another, chunk by chunk: each is read, looked at, and written anew.</summary>
/// <remarks>
/// Nothing is copied as it is stored: a copy's keys are its own, and so it may be encrypted where the backup isn't. The log that is archived
/// beside a backup isn't copied, and a copy doesn't say that it could be brought forward by it.
/// </remarks>
/// <param name="fromKeys">The key that backups are encrypted with where they are; null when they aren't.</param>
/// <param name="keys">The cluster's key.</param>
/// <param name="isEncrypted">Whether copies are encrypted.</param>
internal sealed class BackupCopier(IBackupStore from, IKeyProvider? fromKeys, IBackupStore to, IKeyProvider keys, bool isEncrypted)
{
    private readonly IKeyProvider? own = isEncrypted ? keys : null;

    /// <summary>The backup is there too. A copy of it that is whole already is left; nobody else may copy it now.</summary>
    /// <exception cref="BackupDamagedException">It isn't what was written; there is no copy then.</exception>
    /// <exception cref="BackupParentException">The one that it builds on isn't there.</exception>
    /// <exception cref="AlreadyExistsException">Another backup has the id there.</exception>
    public async Task CopyAsync(string service, string id, IProgress<string> progress, CancellationToken cancel)
    {
        var source = (await new BackupRepository(from, fromKeys).GetAsync(service, id, cancel).ConfigureAwait(false)).Manifest;
        var there = new BackupRepository(to, keys);
        if (await there.FindAsync(service, id, cancel).ConfigureAwait(false) is { } copy)
        {
            // The operation that took a backup is what tells whether two are the same one.
            if (copy.Manifest.Operation != source.Operation)
            {
                throw new AlreadyExistsException("Backup", id, "Copy it to another store.");
            }

            return;
        }

        var parent = await ParentAsync(there, service, source, cancel).ConfigureAwait(false);
        await there.CleanAsync(service, id, cancel).ConfigureAwait(false);
        var contents = new List<BackupContent>();
        foreach (var content in source.Contents)
        {
            progress.Report($"copying {content.Name}");
            contents.Add(await CopyAsync(source, content, cancel).ConfigureAwait(false));
        }

        foreach (var segment in source.Segments)
        {
            progress.Report($"copying {segment}");
            await CopyAsync(segment, cancel).ConfigureAwait(false);
        }

        await new BackupRepository(to, own).FinishAsync(source with { Contents = contents, Parent = parent, Encryption = null }, cancel)
            .ConfigureAwait(false);
    }

    private async Task<BackupContent> CopyAsync(BackupManifest source, BackupContent content, CancellationToken cancel)
    {
        var copy = await new ContentWriter(to, own).WriteCopyAsync(
            source.Service, source.Id, content, $"{Guid.NewGuid():N}",
            stream => new ContentReader(from, fromKeys).CopyAsync(source, content, stream, cancel), cancel).ConfigureAwait(false);
        return copy.Digest == content.Digest
            ? copy
            : throw new BackupDamagedException($"Backup '{source.Id}'", content.Name, "its copy isn't what was written.");
    }

    // A segment is a small piece of a log, so one is in memory at once.
    private async Task CopyAsync(SegmentName segment, CancellationToken cancel)
    {
        using var piece = new MemoryStream();
        var archive = new SegmentArchive(from, fromKeys);
        await archive.CopyAsync(segment, piece, cancel).ConfigureAwait(false);
        piece.Position = 0;
        var until = await archive.FindUntilAsync(segment, cancel).ConfigureAwait(false);
        await new SegmentArchive(to, own).StoreAsync(segment, piece, until, cancel).ConfigureAwait(false);
    }

    // A copy of the parent has another manifest than the parent has, and so another digest.
    private static async Task<BackupParent?> ParentAsync(
        BackupRepository there, string service, BackupManifest source, CancellationToken cancel)
        => source.Parent is not { } parent ? null
            : await there.FindAsync(service, parent.Id, cancel).ConfigureAwait(false) is { } found ? new BackupParent(parent.Id, found.Digest)
            : throw new BackupParentException(source.Id, parent.Id, "isn't in the store that it is to be copied to");
}
