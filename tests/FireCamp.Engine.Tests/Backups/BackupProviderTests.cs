using System.Text;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Backups.Stores;
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
    private readonly FileKeyProvider keys;

    public BackupProviderTests()
    {
        volumes = new DirectoryVolumeProvider(folder.File("volumes"), folder.File("snapshots"), TimeProvider.System);
        keys = FileKeyProvider.Ensure(folder.File("key"));
        provider = new BackupProvider(volumes, new FakeSecretStore(new InMemoryMetadataStore(TimeProvider.System)), keys);
        Directory.CreateDirectory(folder.File("store"));
        place = new BackupPlace($"file://{folder.File("store")}", "mypg", "mypg-1");
    }

    private static DateTimeOffset Noon { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnsureVolumeAsync_OfABackup_HasTheDataAndNothingOfTheMember(bool isEncrypted)
    {
        await WriteAsync("op", isEncrypted);
        await provider.VerifyAsync(place, Cancel);

        await provider.EnsureVolumeAsync(place, "mypg-0.data", Spec("fc_t1_other-0"), null, Cancel);

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

        await Assert.ThrowsAsync<BackupDamagedException>(() => provider.EnsureVolumeAsync(place, "mypg-0.data", Spec("fc_t1_other-0"), null, Cancel));
        Assert.Null(await volumes.FindAsync("fc_t1_other-0", Cancel));
    }

    [Fact]
    public async Task EnsureVolumeAsync_WithItsLog_HasItBesideTheData()
    {
        await WriteAsync("op", isEncrypted: true, "archive=77\ntimeline=00000001\nsegment=000000010000000000000002\nfrom=2026-11-22T12:00:00.5Z\n");
        var start = (await provider.GetManifestAsync(place, Cancel)).Contents[0].Log!;
        Assert.Equal(new LogStart("mypg-77", "00000001", "000000010000000000000002", Noon.AddSeconds(0.5)), start);
        await ArchiveAsync(2, 3, 4);

        var need = Assert.Single(await provider.FindLogAsync(place, Noon.AddMinutes(2.5), Cancel)).Value;
        await provider.EnsureVolumeAsync(place, "mypg-0.data", Spec("fc_t1_other-0"), need, Cancel);

        string[] log = ["restored.log/000000010000000000000002", "restored.log/000000010000000000000003", "restored.log/000000010000000000000004"];
        Assert.Equal(["data/rows", "restored", .. log, "restored.log/until"], FilesOf("fc_t1_other-0"));
        var content = volumes.ContentOf("fc_t1_other-0");
        Assert.Equal("segment 3", await File.ReadAllTextAsync(Path.Combine(content, log[1]), Cancel));
        Assert.Equal("2026-11-22 12:02:30.000000\n", await File.ReadAllTextAsync(Path.Combine(content, "restored.log/until"), Cancel));

        var ranges = await provider.FindRangesAsync(place.Store, "mypg", Cancel);
        Assert.Equal(new RecoveryRange(Noon.AddSeconds(0.5), Noon.AddMinutes(3), null), Assert.Single(ranges).Value);
    }

    [Theory]
    [InlineData(-1, "TimeOutsideRange")]
    [InlineData(180, "TimeOutsideRange")]
    public async Task FindLogAsync_OutsideTheRange_IsRefusedByName(int seconds, string error)
    {
        await WriteAsync("op", isEncrypted: false, LogFrom(2));
        await ArchiveAsync(2, 3, 4);
        var refused = await Assert.ThrowsAsync<BackupTimeException>(() => provider.FindLogAsync(place, Noon.AddSeconds(seconds), Cancel));
        Assert.Equal(error, refused.ErrorId);
        Assert.Contains("from 2026-11-22 12:00:00Z to 2026-11-22 12:03:00Z", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindLogAsync_GapOrNoLog_IsRefusedByName()
    {
        await WriteAsync("op", isEncrypted: false, LogFrom(2));
        await ArchiveAsync(2, 3, 5, 6, 7);
        var refused = await Assert.ThrowsAsync<BackupTimeException>(() => provider.FindLogAsync(place, Noon.AddMinutes(5.5), Cancel));
        Assert.Equal("LogGap", refused.ErrorId);
        Assert.Contains(
            "lacks segment mypg-77/00000001/000000010000000000000004, so that it ends at 2026-11-22 12:02:00Z", refused.Message,
            StringComparison.Ordinal);

        await provider.DeleteAsync(place, Cancel);
        await WriteAsync("op", isEncrypted: false);
        Assert.Equal("LogNotArchived", (await Assert.ThrowsAsync<BackupTimeException>(() => provider.FindLogAsync(place, Noon, Cancel))).ErrorId);
    }

    [Fact]
    public async Task DeleteAsync_WithItsLog_LeavesWhatOtherBackupsNeed()
    {
        await ArchiveAsync(1, 2, 3, 4, 5);
        var (first, second) = (place with { Id = "mypg-1" }, place with { Id = "mypg-2" });
        await WriteAsync("op", isEncrypted: true, LogFrom(2), first);
        await WriteAsync("op", isEncrypted: true, LogFrom(4), second);
        await provider.DeleteAsync(first, Cancel);
        Assert.Equal([4, 5], Archived());
        Assert.NotEmpty((await provider.FindLogAsync(second, Noon.AddMinutes(4).AddSeconds(-1), Cancel))["mypg-0.data"].Stretches);

        // A backup that is being taken isn't there yet, and may go on from here.
        await provider.DeleteAsync(second, Cancel);
        Assert.Equal([4, 5], Archived());
    }

    [Fact]
    public async Task DeleteAsync_AnotherBackupUnreadable_LeavesAllOfTheLog()
    {
        await ArchiveAsync(1, 2, 3);
        await WriteAsync("op", isEncrypted: false, LogFrom(3));
        await WriteAsync("op", isEncrypted: false, LogFrom(1), place with { Id = "mypg-2" });
        await File.WriteAllTextAsync(folder.File("store/backups/mypg/mypg-2/manifest.json"), "damaged", Cancel);
        await provider.DeleteAsync(place, Cancel);
        Assert.Equal([1, 2, 3], Archived());
    }

    [Fact]
    public async Task EnsureVolumeAsync_SegmentGoneMeanwhile_LeavesNoVolume()
    {
        await WriteAsync("op", isEncrypted: false, LogFrom(2));
        await ArchiveAsync(2, 3, 4);
        var need = (await provider.FindLogAsync(place, Noon.AddMinutes(2.5), Cancel))["mypg-0.data"];
        File.Delete(folder.File("store/segments/mypg-77/00000001/000000010000000000000003"));
        var error = await Assert.ThrowsAsync<NotFoundException>(
            () => provider.EnsureVolumeAsync(place, "mypg-0.data", Spec("fc_t1_other-0"), need, Cancel));
        Assert.Contains("000000010000000000000003", error.Message, StringComparison.Ordinal);
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

    private static string LogFrom(int number)
        => $"archive=77\ntimeline=00000001\nsegment={new WalName(1, number)}\nfrom=2026-11-22T12:00:00Z\n";

    private IEnumerable<long> Archived()
        => Directory.EnumerateFiles(folder.File("store/segments/mypg-77/00000001")).Select(f => WalName.Parse(Path.GetFileName(f)).Number).Order();

    // Segment n was last written to n minutes after noon.
    private async Task ArchiveAsync(params int[] numbers)
    {
        var archive = new SegmentArchive(new FolderBackupStore(folder.File("store")), keys);
        foreach (var number in numbers)
        {
            var segment = new SegmentName("mypg-77", "00000001", $"{new WalName(1, number)}");
            await archive.StoreAsync(segment, new MemoryStream(Encoding.UTF8.GetBytes($"segment {number}")), Noon.AddMinutes(number), Cancel);
        }
    }

    private async Task SnapshotAsync(string? log = null)
    {
        if (await volumes.FindSnapshotAsync("snap", Cancel) is not null)
        {
            return;
        }

        await volumes.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);
        foreach (var (name, text) in new[]
        {
            ("data/rows", "some"), ("unneeded/rows", "some"), ("conf/password", "secret"), ("run/without", "unneeded\n"), ("run/log", log ?? ""),
        })
        {
            var file = Path.Combine(volumes.ContentOf("fc_t1_mypg-0"), name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, Cancel);
        }

        if (log is null)
        {
            File.Delete(Path.Combine(volumes.ContentOf("fc_t1_mypg-0"), "run/log"));
        }

        await volumes.SnapshotAsync("fc_t1_mypg-0", "snap", Cancel);
    }

    private async Task WriteAsync(string operation, bool isEncrypted, string? log = null, BackupPlace? at = null)
    {
        var target = at ?? place;
        await volumes.DeleteSnapshotAsync("snap", Cancel);
        await SnapshotAsync(log);
        var manifest = new BackupManifest
        {
            Id = target.Id, Cluster = "t1", Service = place.Service, Kind = "PostgreSQL", Version = "15", TakenAt = DateTimeOffset.UnixEpoch,
            TakenBy = "ann@bastion", Operation = operation, Contents = [],
        };
        await provider.WriteAsync(target, manifest, [new("mypg-0.data", "mypg-0", "snap")], isEncrypted, new Progress<string>(), Cancel);
    }

    private IEnumerable<string> FilesOf(string volume)
        => Directory.EnumerateFiles(volumes.ContentOf(volume), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(volumes.ContentOf(volume), f)).Order(StringComparer.Ordinal);

    private static VolumeSpec Spec(string name) => new(name, "data", "/data", new ByteSize(1 << 20), "az1");
}
