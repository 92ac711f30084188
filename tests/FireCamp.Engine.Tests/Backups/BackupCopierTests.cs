using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Backups copied from one folder to another, whatever of them is encrypted.</summary>
public sealed class BackupCopierTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly IBackupStore other;

    public BackupCopierTests()
    {
        Directory.CreateDirectory(folder.File("store"));
        other = new FolderBackupStore(folder.File("store"));
        Directory.CreateDirectory(folder.File("tree"));
        File.WriteAllBytes(folder.File("tree/rows"), Bytes(100_000));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task CopyAsync_Whole_IsTheSameWithKeysOfItsOwn(bool isEncrypted, bool isCopyEncrypted)
    {
        using var lab = new BackupLab(isEncrypted);
        var keys = lab.Keys ?? FileKeyProvider.Ensure(folder.File("key"));
        var segment = new SegmentName("mypg", "1", "0001");
        await lab.ArchiveAsync(segment, Bytes(3000));
        await lab.TakeAsync("mypg-1", folder.File("tree"), Bytes(5000));
        var source = await lab.TakeAsync("mypg-2", folder.File("tree"), Bytes(7000), await lab.ParentAsync("mypg-1"), segment);
        var copier = new BackupCopier(lab.Store, lab.Keys, other, keys, isCopyEncrypted);

        await copier.CopyAsync(BackupLab.Service, "mypg-1", new Progress<string>(), Cancel);
        await copier.CopyAsync(BackupLab.Service, "mypg-2", new Progress<string>(), Cancel);
        await copier.CopyAsync(BackupLab.Service, "mypg-2", new Progress<string>(), Cancel);

        var own = isCopyEncrypted ? keys : null;
        await new BackupVerifier(other, own).VerifyAsync(BackupLab.Service, "mypg-2", Cancel);
        var copy = (await new BackupRepository(other, own).GetAsync(BackupLab.Service, "mypg-2", Cancel)).Manifest;
        Assert.Equal(
            (source.Operation, source.TakenAt, isCopyEncrypted, "mypg-1"),
            (copy.Operation, copy.TakenAt, copy.Encryption is not null, copy.Parent?.Id));
        Assert.Equal(source.Contents.Select(c => (c.Name, c.Kind, c.Size, c.Digest)), copy.Contents.Select(c => (c.Name, c.Kind, c.Size, c.Digest)));
        Assert.All(
            copy.Contents.Zip(source.Contents),
            c => Assert.NotEqual(c.First.Encryption?.WrappedKey ?? "", c.Second.Encryption?.WrappedKey ?? "none"));
        using var dump = new MemoryStream();
        await new ContentReader(other, own).CopyAsync(copy, copy.Contents[1], dump, Cancel);
        Assert.Equal(Bytes(7000), dump.ToArray());
    }

    [Fact]
    public async Task CopyAsync_Damaged_IsRefusedAndThereIsNoBackup()
    {
        using var lab = new BackupLab(isEncrypted: true);
        await lab.TakeAsync("mypg-1", folder.File("tree"), Bytes(5000));
        var chunk = Directory.EnumerateFiles(lab.StorePath, "000000002", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(chunk, Cancel);
        bytes[7] ^= 1;
        await File.WriteAllBytesAsync(chunk, bytes, Cancel);

        var copier = new BackupCopier(lab.Store, lab.Keys, other, lab.Keys!, true);
        await Assert.ThrowsAsync<BackupDamagedException>(() => copier.CopyAsync(BackupLab.Service, "mypg-1", new Progress<string>(), Cancel));
        Assert.Empty(await new BackupRepository(other, lab.Keys).ListAsync(BackupLab.Service, Cancel));
    }

    [Fact]
    public async Task CopyAsync_ParentIsNotThereOrAnotherIs_IsRefused()
    {
        using var lab = new BackupLab(isEncrypted: false);
        await lab.TakeAsync("mypg-1", folder.File("tree"), Bytes(5000));
        await lab.TakeAsync("mypg-2", folder.File("tree"), Bytes(5000), await lab.ParentAsync("mypg-1"));
        var keys = FileKeyProvider.Ensure(folder.File("key"));
        var copier = new BackupCopier(lab.Store, null, other, keys, false);

        await Assert.ThrowsAsync<BackupParentException>(() => copier.CopyAsync(BackupLab.Service, "mypg-2", new Progress<string>(), Cancel));
        await new BackupRepository(other, null).FinishAsync(BackupLab.Manifest("mypg-1") with { Operation = "another" }, Cancel);
        await Assert.ThrowsAsync<AlreadyExistsException>(() => copier.CopyAsync(BackupLab.Service, "mypg-1", new Progress<string>(), Cancel));
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
