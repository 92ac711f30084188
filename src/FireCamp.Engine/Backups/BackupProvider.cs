using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Backups;

/// <summary>Reads snapshots and writes volumes where this process sees them as folders.</summary>
/// <param name="secrets">Where the credentials are that stores' URLs name.</param>
/// <param name="keys">The cluster's key.</param>
internal sealed class BackupProvider(IVolumeProvider volumes, ISecretStore secrets, IKeyProvider keys) : IBackupProvider
{
    public async Task WriteAsync(
        BackupPlace place, BackupManifest manifest, IReadOnlyList<SnapshotContent> snapshots, bool isEncrypted, IProgress<string> progress,
        CancellationToken cancel)
    {
        var store = await OpenAsync(place, cancel).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var (own, repository) = (isEncrypted ? keys : null, new BackupRepository(store, keys));
            if (await repository.FindAsync(place.Service, place.Id, cancel).ConfigureAwait(false) is { } there)
            {
                RequireSame(there.Manifest, manifest);
                return;
            }

            // The operation's lease says that nobody else writes this backup now.
            await repository.CleanAsync(place.Service, place.Id, cancel).ConfigureAwait(false);
            var contents = new List<BackupContent>();
            foreach (var snapshot in snapshots)
            {
                progress.Report($"copying {snapshot.Content}");
                contents.Add(await WriteAsync(store, own, place, snapshot, cancel).ConfigureAwait(false));
            }

            await new BackupRepository(store, own).FinishAsync(manifest with { Contents = contents }, cancel).ConfigureAwait(false);
        }
    }

    public async Task<BackupManifest> GetManifestAsync(BackupPlace place, CancellationToken cancel)
    {
        var store = await OpenAsync(place, cancel).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return (await new BackupRepository(store, KeysOf(place)).GetAsync(place.Service, place.Id, cancel).ConfigureAwait(false)).Manifest;
        }
    }

    public Task VerifyAsync(BackupPlace place, CancellationToken cancel)
        => InAsync(place, store => new BackupVerifier(store, KeysOf(place)).VerifyAsync(place.Service, place.Id, cancel), cancel);

    public Task CopyAsync(BackupPlace place, BackupPlace to, bool isEncrypted, IProgress<string> progress, CancellationToken cancel)
        => InAsync(
            place,
            from => InAsync(
                to,
                target => new BackupCopier(from, KeysOf(place), target, keys, isEncrypted).CopyAsync(place.Service, place.Id, progress, cancel),
                cancel),
            cancel);

    public Task DeleteAsync(BackupPlace place, CancellationToken cancel)
        => InAsync(
            place,
            async store =>
            {
                var repository = new BackupRepository(store, KeysOf(place));
                var all = await repository.ListAsync(place.Service, cancel).ConfigureAwait(false);
                await repository.DeleteAsync(place.Service, place.Id, cancel).ConfigureAwait(false);
                if (all.FirstOrDefault(e => e.Id == place.Id)?.Manifest is { } removed)
                {
                    await new LogPruner(repository, new SegmentArchive(store, KeysOf(place))).PruneAsync(removed, cancel).ConfigureAwait(false);
                }
            },
            cancel);

    public async Task<IReadOnlyDictionary<string, RecoveryRange>> FindRangesAsync(string store, string service, CancellationToken cancel)
    {
        var opened = await BackupStoreFactory.OpenAsync(store, secrets, cancel).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            var finder = new LogFinder(new SegmentArchive(opened, keys));
            var ranges = new Dictionary<string, RecoveryRange>();
            foreach (var entry in await new BackupRepository(opened, keys).ListAsync(service, cancel).ConfigureAwait(false))
            {
                if (entry.Manifest is { } backup && await finder.FindRangeAsync(backup, cancel).ConfigureAwait(false) is { } range)
                {
                    ranges[backup.Id] = range;
                }
            }

            return ranges;
        }
    }

    public async Task<IReadOnlyDictionary<string, LogNeed>> FindLogAsync(BackupPlace place, DateTimeOffset to, CancellationToken cancel)
    {
        var store = await OpenAsync(place, cancel).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var own = KeysOf(place);
            var backup = (await new BackupRepository(store, own).GetAsync(place.Service, place.Id, cancel).ConfigureAwait(false)).Manifest;
            return await new LogFinder(new SegmentArchive(store, own)).FindNeedsAsync(backup, to, cancel).ConfigureAwait(false);
        }
    }

    public Task EnsureVolumeAsync(BackupPlace place, string content, VolumeSpec volume, LogNeed? log, CancellationToken cancel)
        => InAsync(
            place,
            async store =>
            {
                var repository = new BackupRepository(store, KeysOf(place));
                var backup = (await repository.GetAsync(place.Service, place.Id, cancel).ConfigureAwait(false)).Manifest;
                var found = backup.Contents.FirstOrDefault(c => c.Name == content)
                    ?? throw new NotFoundException(
                        "Content", content, $"Backup '{backup.Id}' holds: {string.Join(", ", backup.Contents.Select(c => c.Name))}.");
                await volumes.EnsureFilledAsync(
                    volume,
                    async folder =>
                    {
                        await new ContentReader(store, KeysOf(place)).RestoreTreeAsync(backup, found, folder, cancel).ConfigureAwait(false);
                        VolumeTree.Disown(volume, folder);
                        if (log is not null)
                        {
                            await LogTree.FetchAsync(new SegmentArchive(store, KeysOf(place)), log, volume, folder, cancel).ConfigureAwait(false);
                        }
                    },
                    cancel).ConfigureAwait(false);
            },
            cancel);

    public async Task EnsureCopyAsync(string snapshot, VolumeSpec volume, CancellationToken cancel)
    {
        var source = await volumes.FindSnapshotAsync(snapshot, cancel).ConfigureAwait(false);
        if (source is null && await volumes.FindAsync(volume.Name, cancel).ConfigureAwait(false) is not null)
        {
            return;
        }

        var folderOf = source ?? throw Gone(snapshot);
        await volumes.EnsureFilledAsync(
            volume,
            async folder =>
            {
                await FolderCopy.CopyAsync(volume.Name, folderOf, folder, cancel).ConfigureAwait(false);
                VolumeTree.Disown(volume, folder);
            },
            cancel).ConfigureAwait(false);
    }

    public Task ProveAsync(BackupPlace place, BackupProof proof, CancellationToken cancel)
        => InAsync(place, store => new BackupProofs(store).AddAsync(place.Service, place.Id, proof, cancel), cancel);

    private async Task<BackupContent> WriteAsync(
        IBackupStore store, IKeyProvider? own, BackupPlace place, SnapshotContent snapshot, CancellationToken cancel)
    {
        var folder = await volumes.FindSnapshotAsync(snapshot.Snapshot, cancel).ConfigureAwait(false) ?? throw Gone(snapshot.Snapshot);
        var content = await new ContentWriter(store, own) { Without = VolumeTree.LeftOut(folder) }
            .WriteTreeAsync(place.Service, place.Id, snapshot.Content, $"{Guid.NewGuid():N}", folder, cancel).ConfigureAwait(false);
        return content with { Member = snapshot.Member, Log = LogTree.Read(place.Service, folder) };
    }

    private static void RequireSame(BackupManifest there, BackupManifest wanted)
    {
        if (there.Operation != wanted.Operation)
        {
            throw new AlreadyExistsException("Backup", there.Id, "Take the backup again: it gets another id.");
        }
    }

    private static VolumeException Gone(string snapshot) => new(snapshot, "there is no such snapshot.", "Undo the operation and begin it anew.");

    private IKeyProvider KeysOf(BackupPlace place) => place.KeyFile is { } file ? new FileKeyProvider(file) : keys;

    private Task<IBackupStore> OpenAsync(BackupPlace place, CancellationToken cancel) => BackupStoreFactory.OpenAsync(place.Store, secrets, cancel);

    private async Task InAsync(BackupPlace place, Func<IBackupStore, Task> body, CancellationToken cancel)
    {
        var store = await OpenAsync(place, cancel).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await body(store).ConfigureAwait(false);
        }
    }
}
