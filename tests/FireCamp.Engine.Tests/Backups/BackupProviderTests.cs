using FireCamp.Engine.Backups;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;
using FireCamp.Testing;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Snapshots into a store and out of it again, on real folders.</summary>
public sealed class BackupProviderTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly DirectoryVolumeProvider volumes;
    private readonly BackupProvider provider;
    private readonly BackupPlace place;

    public BackupProviderTests()
    {
        volumes = new DirectoryVolumeProvider(folder.File("volumes"), folder.File("snapshots"), TimeProvider.System);
        var keys = FileKeyProvider.Ensure(folder.File("key"));
        provider = new BackupProvider(volumes, new FakeSecretStore(new InMemoryMetadataStore(TimeProvider.System)), keys);
        Directory.CreateDirectory(folder.File("store"));
        place = new BackupPlace($"file://{folder.File("store")}", "mypg", "mypg-1");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnsureVolumeAsync_OfABackup_HasTheDataAndNothingOfTheMember(bool isEncrypted)
    {
        await WriteAsync("op", isEncrypted);
        await provider.VerifyAsync(place, Cancel);

        await provider.EnsureVolumeAsync(place, "mypg-0.data", Spec("fc_t1_other-0"), Cancel);

        Assert.Equal(["data/rows", "restored"], FilesOf("fc_t1_other-0"));
        Assert.Equal("some", await File.ReadAllTextAsync(Path.Combine(volumes.ContentOf("fc_t1_other-0"), "data/rows"), Cancel));
    }

    [Fact]
    public async Task EnsureCopyAsync_OfASnapshot_HasNothingOfTheMember()
    {
        await SnapshotAsync();
        await provider.EnsureCopyAsync("snap", Spec("fc_t1_copy-0"), Cancel);
        await volumes.DeleteSnapshotAsync("snap", Cancel);
        await provider.EnsureCopyAsync("snap", Spec("fc_t1_copy-0"), Cancel);

        // What a member that is quiesced says not to need is left to its start script here.
        Assert.Equal(["data/rows", "restored", "unneeded/rows"], FilesOf("fc_t1_copy-0"));
    }

    [Fact]
    public async Task WriteAsync_Again_LeavesThatOfTheSameOperationAndRefusesAnother()
    {
        await WriteAsync("op", isEncrypted: false);
        await WriteAsync("op", isEncrypted: false);
        await Assert.ThrowsAsync<AlreadyExistsException>(() => WriteAsync("another", isEncrypted: false));
    }

    [Fact]
    public async Task EnsureVolumeAsync_Damaged_LeavesNoVolume()
    {
        await WriteAsync("op", isEncrypted: false);
        var chunk = Directory.EnumerateFiles(folder.File("store"), "000000000", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(chunk, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(chunk, bytes, Cancel);

        await Assert.ThrowsAsync<BackupDamagedException>(() => provider.EnsureVolumeAsync(place, "mypg-0.data", Spec("fc_t1_other-0"), Cancel));
        Assert.Null(await volumes.FindAsync("fc_t1_other-0", Cancel));
    }

    [Fact]
    public async Task ProveAsync_Twice_IsShownOnce()
    {
        await WriteAsync("op", isEncrypted: false);
        var proof = new BackupProof(DateTimeOffset.UnixEpoch, "ann@bastion", "t1", "op-2", TimeSpan.FromSeconds(12));
        await provider.ProveAsync(place, proof, Cancel);
        await provider.ProveAsync(place, proof with { At = proof.At.AddSeconds(5) }, Cancel);

        var store = await BackupStoreFactory.OpenAsync(place.Store, null, Cancel);
        var shown = Assert.Single(await new BackupShelf(store).ListAsync("mypg", Cancel));
        Assert.Equal((proof.At, proof.Took), (shown.ProvenAt, shown.RestoreTime));
        Assert.Equal(shown.Id, (await new BackupShelf(store).GetAsync("MYPG-1", Cancel)).Id);
    }

    public void Dispose() => folder.Dispose();

    private async Task SnapshotAsync()
    {
        if (await volumes.FindSnapshotAsync("snap", Cancel) is not null)
        {
            return;
        }

        await volumes.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);
        foreach (var (name, text) in new[]
        {
            ("data/rows", "some"), ("unneeded/rows", "some"), ("conf/password", "secret"), ("run/without", "unneeded\n"),
        })
        {
            var file = Path.Combine(volumes.ContentOf("fc_t1_mypg-0"), name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, Cancel);
        }

        await volumes.SnapshotAsync("fc_t1_mypg-0", "snap", Cancel);
    }

    private async Task WriteAsync(string operation, bool isEncrypted)
    {
        await SnapshotAsync();
        var manifest = new BackupManifest
        {
            Id = place.Id, Cluster = "t1", Service = place.Service, Kind = "PostgreSQL", Version = "15", TakenAt = DateTimeOffset.UnixEpoch,
            TakenBy = "ann@bastion", Operation = operation, Contents = [],
        };
        await provider.WriteAsync(place, manifest, [new("mypg-0.data", "mypg-0", "snap")], isEncrypted, new Progress<string>(), Cancel);
    }

    private IEnumerable<string> FilesOf(string volume)
        => Directory.EnumerateFiles(volumes.ContentOf(volume), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(volumes.ContentOf(volume), f)).Order(StringComparer.Ordinal);

    private static VolumeSpec Spec(string name) => new(name, "data", "/data", new ByteSize(1 << 20), "az1");
}
