using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>The backups that are in a store.</summary>
/// <param name="keys">The cluster's key; null for backups that aren't encrypted.</param>
internal sealed class BackupRepository(IBackupStore store, IKeyProvider? keys)
{
    private const int DeletedAtOnce = 1000;

    /// <summary>The backup is there, whole: its contents are in the store already, and now its manifest is.</summary>
    /// <returns>The manifest that is there: where an earlier run of the same operation came so far, that one's.</returns>
    /// <exception cref="AlreadyExistsException">Another operation's backup has the id.</exception>
    public async Task<BackupManifest> FinishAsync(BackupManifest manifest, CancellationToken cancel)
    {
        using var file = new MemoryStream(ManifestFile.Write(manifest, keys));
        await store.WriteAsync(BackupLayout.Manifest(manifest.Service, manifest.Id), file, cancel).ConfigureAwait(false);
        var there = (await GetAsync(manifest.Service, manifest.Id, cancel).ConfigureAwait(false)).Manifest;
        return there.Operation == manifest.Operation
            ? there
            : throw new AlreadyExistsException("Backup", manifest.Id, "Take the backup under another id.");
    }

    /// <summary>The backup, of which the manifest was believed; null when there is none.</summary>
    /// <exception cref="BackupDamagedException">Its manifest isn't what was written.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    /// <exception cref="BackupTooNewException">It is of a newer format.</exception>
    public async Task<StoredManifest?> FindAsync(string service, string id, CancellationToken cancel)
    {
        var found = StoreNames.IsPart(id) ? await ReadAsync(service, id, cancel).ConfigureAwait(false) : null;
        found?.RequireSeal(keys);
        return found;
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<StoredManifest> GetAsync(string service, string id, CancellationToken cancel)
        => await FindAsync(service, id, cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Backup", id, $"Look at the backups of '{service}' that there are.");

    /// <summary>The backup with those that it builds on: it comes first, then its parent, and so on.</summary>
    /// <exception cref="BackupParentException">One of them is gone, or was replaced.</exception>
    public async Task<IReadOnlyList<BackupManifest>> GetChainAsync(string service, string id, CancellationToken cancel)
    {
        var stored = await GetAsync(service, id, cancel).ConfigureAwait(false);
        var chain = new List<BackupManifest> { stored.Manifest };
        while (stored.Manifest.Parent is { } parent)
        {
            var child = stored.Manifest.Id;
            stored = await FindAsync(service, parent.Id, cancel).ConfigureAwait(false)
                ?? throw new BackupParentException(child, parent.Id, "is gone");
            if (stored.Digest != parent.Digest)
            {
                throw new BackupParentException(child, parent.Id, "isn't the one any more that it was made on");
            }

            chain.Add(stored.Manifest);
        }

        return chain;
    }

    /// <summary>The services of which there are backups, or remains of some; ordered by name.</summary>
    public IAsyncEnumerable<string> ListServicesAsync(CancellationToken cancel) => store.ListPartsAsync(BackupLayout.Backups, cancel);

    /// <summary>All backups of a service, the oldest first; those that can't be read stand last, with the reason.</summary>
    /// <remarks>Needs no key, and so believes what the manifests say.</remarks>
    public async Task<IReadOnlyList<BackupEntry>> ListAsync(string service, CancellationToken cancel)
    {
        var entries = new List<BackupEntry>();
        await foreach (var id in store.ListPartsAsync(BackupLayout.Service(service), cancel).ConfigureAwait(false))
        {
            try
            {
                if (await ReadAsync(service, id, cancel).ConfigureAwait(false) is { } found)
                {
                    entries.Add(new BackupEntry(service, found.Manifest.Id, found.Manifest, null));
                }
            }
            catch (Exception e) when (e is BackupDamagedException or BackupTooNewException)
            {
                entries.Add(new BackupEntry(service, id, null, (FireCampException)e));
            }
        }

        return [.. entries.OrderBy(e => e.Manifest?.TakenAt ?? DateTimeOffset.MaxValue).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    /// <summary>The backup is gone, its manifest first; an absent one is success, and what is left of one goes too.</summary>
    /// <exception cref="BackupParentException">Another one builds on it.</exception>
    public async Task DeleteAsync(string service, string id, CancellationToken cancel)
    {
        var all = await ListAsync(service, cancel).ConfigureAwait(false);
        if (all.FirstOrDefault(e => e.Manifest?.Parent?.Id == id && e.Id != id) is { } child)
        {
            throw new BackupParentException(child.Id, id, "therefore can't be deleted before it");
        }

        await store.DeleteAsync([BackupLayout.Manifest(service, id)], cancel).ConfigureAwait(false);
        await DeleteAsync(BackupLayout.Folder(service, id), _ => true, cancel).ConfigureAwait(false);
    }

    /// <summary>What attempts left behind that never got into the backup's manifest is gone: all, where it has none.</summary>
    /// <remarks>Only for whoever knows that nobody writes the backup now.</remarks>
    public async Task CleanAsync(string service, string id, CancellationToken cancel)
    {
        var found = await FindAsync(service, id, cancel).ConfigureAwait(false);
        var folder = BackupLayout.Folder(service, id);
        var kept = (found?.Manifest.Contents ?? []).Select(c => $"{folder}{c.Attempt}/").ToHashSet();
        kept.Add(BackupLayout.Proofs(service, id));
        await DeleteAsync(folder, name => name.IndexOf('/', folder.Length) is var end and >= 0 && !kept.Contains(name[..(end + 1)]), cancel)
            .ConfigureAwait(false);
    }

    private async Task DeleteAsync(string prefix, Func<string, bool> isWanted, CancellationToken cancel)
    {
        var names = new List<string>();
        await foreach (var entry in store.ListAsync(prefix, cancel).ConfigureAwait(false))
        {
            if (isWanted(entry.Name))
            {
                names.Add(entry.Name);
            }

            if (names.Count == DeletedAtOnce)
            {
                await store.DeleteAsync(names, cancel).ConfigureAwait(false);
                names.Clear();
            }
        }

        await store.DeleteAsync(names, cancel).ConfigureAwait(false);
    }

    private async Task<StoredManifest?> ReadAsync(string service, string id, CancellationToken cancel)
    {
        if (await store.OpenAsync(BackupLayout.Manifest(service, id), cancel).ConfigureAwait(false) is not { } stream)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            using var file = new MemoryStream();
            await stream.CopyToAsync(file, cancel).ConfigureAwait(false);
            return ManifestFile.Read(service, id, file.ToArray());
        }
    }
}
