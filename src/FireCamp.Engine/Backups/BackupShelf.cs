using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>The backups of a store, as people see them. Needs no key, and so believes what the manifests say.</summary>
internal sealed class BackupShelf(IBackupStore store)
{
    private readonly BackupRepository repository = new(store, keys: null);
    private readonly BackupProofs proofs = new(store);

    /// <summary>Those of a service, or of all when null; the oldest of each service first, those that can't be read last.</summary>
    public async Task<IReadOnlyList<Backup>> ListAsync(string? service, CancellationToken cancel)
    {
        var backups = new List<Backup>();
        foreach (var name in await ServicesAsync(service, cancel).ConfigureAwait(false))
        {
            foreach (var entry in await repository.ListAsync(name, cancel).ConfigureAwait(false))
            {
                backups.Add(await ViewAsync(entry, cancel).ConfigureAwait(false));
            }
        }

        return backups;
    }

    /// <exception cref="NotFoundException">There is none of that id.</exception>
    /// <exception cref="FireCampException">It can't be read; says why.</exception>
    public async Task<Backup> GetAsync(string id, CancellationToken cancel)
    {
        foreach (var name in await ServicesAsync(null, cancel).ConfigureAwait(false))
        {
            if (NameRules.Key(id).StartsWith($"{name}-", StringComparison.Ordinal)
                && (await repository.ListAsync(name, cancel).ConfigureAwait(false))
                    .FirstOrDefault(e => NameRules.Key(e.Id) == NameRules.Key(id)) is { } entry)
            {
                return entry.Problem is { } problem ? throw problem : await ViewAsync(entry, cancel).ConfigureAwait(false);
            }
        }

        throw new NotFoundException("Backup", id, $"Get-FireCampBackup -Store '{store.Url}' lists those there are.") { Target = id };
    }

    private async Task<IReadOnlyList<string>> ServicesAsync(string? service, CancellationToken cancel)
    {
        if (service is not null)
        {
            return [NameRules.Key(service)];
        }

        var services = new List<string>();
        await foreach (var name in repository.ListServicesAsync(cancel).ConfigureAwait(false))
        {
            services.Add(name);
        }

        return services;
    }

    private async Task<Backup> ViewAsync(BackupEntry entry, CancellationToken cancel)
    {
        if (entry.Manifest is not { } manifest)
        {
            return new Backup { Id = entry.Id, Service = entry.Service, Store = store.Url, Problem = entry.Problem?.Message ?? "" };
        }

        var proof = await proofs.FindLastAsync(manifest.Service, manifest.Id, cancel).ConfigureAwait(false);
        return new Backup
        {
            Id = manifest.Id,
            Service = manifest.Service,
            Store = store.Url,
            Cluster = manifest.Cluster,
            Kind = manifest.Kind,
            Version = manifest.Version,
            Label = manifest.Name,
            Tags = manifest.Tags,
            TakenAt = manifest.TakenAt,
            TakenBy = manifest.TakenBy,
            Size = new ByteSize(manifest.Contents.Sum(c => c.Size)),
            StoredSize = new ByteSize(manifest.Contents.Sum(c => c.StoredSize)),
            IsEncrypted = manifest.Encryption is not null,
            Parent = manifest.Parent?.Id,
            Members = [.. manifest.Contents.Select(c => c.Member).OfType<string>().Distinct()],
            ProvenAt = proof?.At,
            RestoreTime = proof?.Took,
            RestorableFrom = LogFinder.FindFrom(manifest),
        };
    }
}
