using FireCamp.Engine.Backups;
using FireCamp.Engine.Model;

namespace FireCamp.Testing.Fakes;

/// <summary>A backup of <see cref="FakeBackupProvider"/>.</summary>
/// <param name="Contents">What its volumes held, by content.</param>
public sealed record FakeBackup(BackupManifest Manifest, IReadOnlyDictionary<string, IReadOnlyList<string>> Contents)
{
    public IReadOnlyList<BackupProof> Proofs { get; init; } = [];

    public override string ToString()
        => $"{Manifest.Id} of {Manifest.Service} [{string.Join("; ", Contents.Select(c => $"{c.Key}: {string.Join(' ', c.Value)}"))}]"
            + string.Concat(Proofs.Select(p => $" proven in {p.Cluster}"));
}
