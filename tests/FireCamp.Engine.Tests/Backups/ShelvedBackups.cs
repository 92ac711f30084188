using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Backups in memory whose manifests and proofs lie in a real store, so that they are listed as others are.</summary>
internal sealed class ShelvedBackups(FakeBackupProvider inner) : IBackupProvider
{
    public async Task WriteAsync(
        BackupPlace place, BackupManifest manifest, IReadOnlyList<SnapshotContent> snapshots, bool isEncrypted, IProgress<string> progress,
        CancellationToken cancel)
    {
        await inner.WriteAsync(place, manifest, snapshots, isEncrypted, progress, cancel);
        var whole = await inner.GetManifestAsync(place, cancel);
        await InAsync(place, store => new BackupRepository(store, null).FinishAsync(whole, cancel));
    }

    public Task<BackupManifest> GetManifestAsync(BackupPlace place, CancellationToken cancel) => inner.GetManifestAsync(place, cancel);

    public Task VerifyAsync(BackupPlace place, CancellationToken cancel) => inner.VerifyAsync(place, cancel);

    public async Task CopyAsync(BackupPlace place, BackupPlace to, bool isEncrypted, IProgress<string> progress, CancellationToken cancel)
    {
        await inner.CopyAsync(place, to, isEncrypted, progress, cancel);
        var whole = await inner.GetManifestAsync(to, cancel);
        await InAsync(to, store => new BackupRepository(store, null).FinishAsync(whole, cancel));
    }

    public async Task DeleteAsync(BackupPlace place, CancellationToken cancel)
    {
        await InAsync(place, store => new BackupRepository(store, null).DeleteAsync(place.Service, place.Id, cancel));
        await inner.DeleteAsync(place, cancel);
    }

    public Task<IReadOnlyDictionary<string, RecoveryRange>> FindRangesAsync(string store, string service, CancellationToken cancel)
        => inner.FindRangesAsync(store, service, cancel);

    public Task<IReadOnlyDictionary<string, LogNeed>> FindLogAsync(BackupPlace place, DateTimeOffset to, CancellationToken cancel)
        => inner.FindLogAsync(place, to, cancel);

    public Task EnsureVolumeAsync(BackupPlace place, string content, VolumeSpec volume, LogNeed? log, CancellationToken cancel)
        => inner.EnsureVolumeAsync(place, content, volume, log, cancel);

    public Task EnsureCopyAsync(string snapshot, VolumeSpec volume, CancellationToken cancel) => inner.EnsureCopyAsync(snapshot, volume, cancel);

    public async Task ProveAsync(BackupPlace place, BackupProof proof, CancellationToken cancel)
    {
        await inner.ProveAsync(place, proof, cancel);
        await InAsync(place, store => new BackupProofs(store).AddAsync(place.Service, place.Id, proof, cancel));
    }

    private static async Task InAsync(BackupPlace place, Func<IBackupStore, Task> body)
    {
        await using var store = await BackupStoreFactory.OpenAsync(place.Store, null, CancellationToken.None);
        await body(store);
    }
}
