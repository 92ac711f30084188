using System.Collections.Concurrent;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;

namespace FireCamp.Testing.Fakes;

/// <summary>Backups in memory, as strict as their port's contract.</summary>
public sealed class FakeBackupProvider(FakeVolumeProvider volumes) : IBackupProvider
{
    private readonly ConcurrentDictionary<string, FakeBackup> backups = new();

    public IReadOnlyList<FakeBackup> All => [.. backups.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => b.Value)];

    public Task WriteAsync(
        BackupPlace place, BackupManifest manifest, IReadOnlyList<SnapshotContent> snapshots, bool isEncrypted, IProgress<string> progress,
        CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var contents = backups.TryGetValue($"{place}", out var there)
            ? there.Contents
            : snapshots.ToDictionary(s => s.Content, s => volumes.ContentOf(s.Snapshot));
        var kept = backups.GetOrAdd($"{place}", new FakeBackup(manifest with { Contents = [.. snapshots.Select(ContentOf)] }, contents));
        return kept.Manifest.Operation == manifest.Operation
            ? Task.CompletedTask
            : Task.FromException(new AlreadyExistsException("Backup", place.Id, "Take it again."));
    }

    public Task<BackupManifest> GetManifestAsync(BackupPlace place, CancellationToken cancel) => Task.FromResult(Get(place).Manifest);

    public Task VerifyAsync(BackupPlace place, CancellationToken cancel)
    {
        _ = Get(place);
        return Task.CompletedTask;
    }

    public Task CopyAsync(BackupPlace place, BackupPlace to, bool isEncrypted, IProgress<string> progress, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var copy = backups.GetOrAdd($"{to}", Get(place) with { Proofs = [] });
        return copy.Manifest.Operation == Get(place).Manifest.Operation
            ? Task.CompletedTask
            : Task.FromException(new AlreadyExistsException("Backup", to.Id, "Copy it elsewhere."));
    }

    public Task DeleteAsync(BackupPlace place, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        backups.TryRemove($"{place}", out _);
        return Task.CompletedTask;
    }

    /// <summary>None is archived.</summary>
    public Task<IReadOnlyDictionary<string, RecoveryRange>> FindRangesAsync(string store, string service, CancellationToken cancel)
        => Task.FromResult<IReadOnlyDictionary<string, RecoveryRange>>(new Dictionary<string, RecoveryRange>());

    public Task<IReadOnlyDictionary<string, LogNeed>> FindLogAsync(BackupPlace place, DateTimeOffset to, CancellationToken cancel)
        => Task.FromException<IReadOnlyDictionary<string, LogNeed>>(BackupTimeException.NotArchived(place.Service, to));

    public Task EnsureVolumeAsync(BackupPlace place, string content, VolumeSpec volume, LogNeed? log, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        IEnumerable<string> added = log is null ? ["restored"] : ["restored", $"log to {log.To:O}"];
        volumes.EnsureWith(volume, [.. Get(place).Contents[content], .. added]);
        return Task.CompletedTask;
    }

    public Task EnsureCopyAsync(string snapshot, VolumeSpec volume, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        volumes.EnsureWith(volume, [.. volumes.ContentOf(snapshot), "restored"]);
        return Task.CompletedTask;
    }

    public Task ProveAsync(BackupPlace place, BackupProof proof, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        backups.AddOrUpdate(
            $"{place}", _ => throw new NotFoundException("Backup", place.Id, "Take one."),
            (_, backup) => backup.Proofs.Any(p => p.Operation == proof.Operation) ? backup : backup with { Proofs = [.. backup.Proofs, proof] });
        return Task.CompletedTask;
    }

    private FakeBackup Get(BackupPlace place)
        => backups.TryGetValue($"{place}", out var backup) ? backup : throw new NotFoundException("Backup", place.Id, "Take one.");

    private static BackupContent ContentOf(SnapshotContent snapshot) => new()
    {
        Name = snapshot.Content,
        Kind = ContentKind.Tree,
        Member = snapshot.Member,
        Attempt = "1",
        Chunks = 1,
        ChunkSize = 1,
        Size = 1,
        StoredSize = 1,
        Digest = "",
        IndexDigest = "",
    };
}
