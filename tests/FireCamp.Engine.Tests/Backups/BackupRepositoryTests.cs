using System.Security.Cryptography;
using System.Text;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Model;
using FireCamp.Testing.Backups;

namespace FireCamp.Engine.Tests.Backups;

public sealed class BackupRepositoryTests : IDisposable
{
    private readonly BackupLab lab = new(isEncrypted: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Source => lab.Folder.File("source");

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestoreTreeAsync_Backup_IsTheTreeAndTheStream(bool isEncrypted)
    {
        using var own = new BackupLab(isEncrypted);
        var (source, target) = (own.Folder.File("source"), own.Folder.File("target"));
        TreeText.Make(source);
        var dump = RandomNumberGenerator.GetBytes(3 * BackupLab.SmallChunks.Size);
        await own.TakeAsync("b1", source, dump);

        var backup = (await own.Repository.GetAsync(BackupLab.Service, "B1", Cancel)).Manifest;
        var reader = new ContentReader(own.Store, own.Keys, BackupLab.SmallChunks);
        await reader.RestoreTreeAsync(backup, backup.Contents[0], target, Cancel);
        using var copy = new MemoryStream();
        await reader.CopyAsync(backup, backup.Contents[1], copy, Cancel);

        Assert.Equal(await TreeText.OfAsync(source), await TreeText.OfAsync(target));
        Assert.Equal(dump, copy.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(dump)), backup.Contents[1].Digest);
        Assert.Equal(isEncrypted, backup.Encryption is not null);
    }

    [Fact]
    public async Task Store_EncryptedBackup_HasNothingInTheClear()
    {
        Directory.CreateDirectory(Source);
        await File.WriteAllTextAsync(Path.Combine(Source, "secret-name"), "secret-content", Cancel);

        await lab.TakeAsync("b1", Source, "secret-dump"u8.ToArray());

        foreach (var file in Directory.EnumerateFiles(lab.StorePath, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("secret", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WriteTreeAsync_CutAtAnyMoment_LeavesNoBackup()
    {
        TreeText.Make(Source);
        await using var store = new CuttingStore(lab.Store);
        var writer = new ContentWriter(store, lab.Keys, BackupLab.SmallChunks);
        for (var writes = 0; writes < 30; writes += 3)
        {
            store.WritesLeft = writes;
            var attempt = $"try{writes}";
            await Assert.ThrowsAsync<BackupStoreException>(
                () => writer.WriteTreeAsync(BackupLab.Service, "b1", "data", attempt, Source, Cancel));
        }

        Assert.Empty(await lab.Repository.ListAsync(BackupLab.Service, Cancel));
        Assert.NotEmpty(await lab.Store.ListAsync("backups/", Cancel).ToListAsync(Cancel));
        await lab.Repository.CleanAsync(BackupLab.Service, "b1", Cancel);
        Assert.Empty(await lab.Store.ListAsync("", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task FinishAsync_SameOperationAgain_LeavesTheFirst()
    {
        var first = await lab.Repository.FinishAsync(BackupLab.Manifest("b1"), Cancel);

        var second = await lab.Repository.FinishAsync(BackupLab.Manifest("b1") with { TakenBy = "a later try" }, Cancel);

        Assert.Equal(first.TakenBy, second.TakenBy);
        await Assert.ThrowsAsync<AlreadyExistsException>(
            () => lab.Repository.FinishAsync(BackupLab.Manifest("b1") with { Operation = "another" }, Cancel));
    }

    [Fact]
    public async Task CleanAsync_FinishedBackup_LosesOnlyWhatOtherTriesLeft()
    {
        TreeText.Make(Source);
        await new ContentWriter(lab.Store, lab.Keys).WriteTreeAsync(BackupLab.Service, "b1", "data", "leftover", Source, Cancel);
        await lab.TakeAsync("b1", Source, [1, 2, 3]);

        await lab.Repository.CleanAsync(BackupLab.Service, "b1", Cancel);

        Assert.DoesNotContain(await lab.Store.ListAsync("", Cancel).ToListAsync(Cancel), o => o.Name.Contains("leftover", StringComparison.Ordinal));
        await lab.Verifier.VerifyAsync(BackupLab.Service, "b1", Cancel);
    }

    [Fact]
    public async Task DeleteAsync_ParentOfAnother_IsRefusedAndStays()
    {
        Directory.CreateDirectory(Source);
        await lab.TakeAsync("b1", Source, []);
        await lab.TakeAsync("b2", Source, [], await lab.ParentAsync("b1"));

        var error = await Assert.ThrowsAsync<BackupParentException>(() => lab.Repository.DeleteAsync(BackupLab.Service, "b1", Cancel));
        await lab.Verifier.VerifyAsync(BackupLab.Service, "b2", Cancel);
        await lab.Repository.DeleteAsync(BackupLab.Service, "b2", Cancel);
        await lab.Repository.DeleteAsync(BackupLab.Service, "b1", Cancel);
        await lab.Repository.DeleteAsync(BackupLab.Service, "b1", Cancel);

        Assert.Contains("'b2'", error.Message, StringComparison.Ordinal);
        Assert.Empty(await lab.Store.ListAsync("", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task ListAsync_DamagedAndNewerOnes_AreShownWithTheReason()
    {
        await lab.Repository.FinishAsync(BackupLab.Manifest("good"), Cancel);
        await WriteAsync("backups/mypg/cut/manifest.json", "{\"format\":1,\"dig");
        await WriteAsync("backups/mypg/newer/manifest.json", "{\"format\":2,\"what\":\"ever\"}");
        await WriteAsync("backups/mypg/unfinished/try/dump/index", "");

        var listed = await lab.Repository.ListAsync(BackupLab.Service, Cancel);

        Assert.Equal(["good", "cut", "newer"], listed.Select(e => e.Id));
        Assert.Equal([null, "BackupDamaged", "BackupTooNew"], listed.Select(e => e.Problem?.ErrorId));
        Assert.Equal(["mypg"], await lab.Repository.ListServicesAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task VerifyAsync_ManifestSealedWithAnotherKey_IsRefused()
    {
        var forger = new BackupRepository(lab.Store, lab.WrongKeys);
        await forger.FinishAsync(BackupLab.Manifest("forged"), Cancel);

        await Assert.ThrowsAsync<BackupKeyException>(() => lab.Verifier.VerifyAsync(BackupLab.Service, "forged", Cancel));
    }

    [Fact]
    public async Task VerifyAsync_ManifestChangedWithoutTheKey_IsRefused()
    {
        await lab.Repository.FinishAsync(BackupLab.Manifest("b1"), Cancel);
        var path = Path.Combine(lab.StorePath, "backups/mypg/b1/manifest.json");
        var stored = ManifestFile.Read("mypg", "b1", await File.ReadAllBytesAsync(path, Cancel));
        var body = Encoding.UTF8.GetString(stored.Body).Replace("tester", "tamper", StringComparison.Ordinal);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        await File.WriteAllTextAsync(path, $"{{\"format\":1,\"digest\":\"{digest}\",\"seal\":\"{stored.Seal}\",\"backup\":{body}}}", Cancel);

        var error = await Assert.ThrowsAsync<BackupDamagedException>(() => lab.Verifier.VerifyAsync(BackupLab.Service, "b1", Cancel));

        Assert.Contains("after it was sealed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_SeveralDamages_AreAllNamed()
    {
        Directory.CreateDirectory(Source);
        await lab.TakeAsync("b1", Source, RandomNumberGenerator.GetBytes(5 * BackupLab.SmallChunks.Size));
        var chunks = Directory.EnumerateFiles(lab.StorePath, "00000000*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(f => f.Contains("/dump/", StringComparison.Ordinal)).ToList();
        File.Delete(chunks[1]);
        await File.WriteAllBytesAsync(chunks[3], [], Cancel);

        var error = await Assert.ThrowsAsync<BackupDamagedException>(() => lab.Verifier.VerifyAsync(BackupLab.Service, "b1", Cancel));

        Assert.Equal(2, error.Damages.Count);
        Assert.EndsWith("000000001", error.Damages[0].Where, StringComparison.Ordinal);
        Assert.EndsWith("000000003", error.Damages[1].Where, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteStreamAsync_Cancelled_EndsAtOnce()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var endless = new TrickleStream(new byte[1 << 20], atEnd: stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ContentWriter(lab.Store, lab.Keys, new Chunking(4096, 2)).WriteStreamAsync("mypg", "b1", "dump", "try", endless, stop.Token));
    }

    private async Task WriteAsync(string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.True(await lab.Store.WriteAsync(name, content, Cancel));
    }

    /// <summary>Is full after so many writes.</summary>
    private sealed class CuttingStore(IBackupStore store) : IBackupStore
    {
        private int left;

        public int WritesLeft
        {
            set => left = value;
        }

        public string Url => store.Url;

        public Task CheckAsync(CancellationToken cancel) => store.CheckAsync(cancel);

        public Task<bool> WriteAsync(string name, Stream content, CancellationToken cancel)
            => Interlocked.Decrement(ref left) < 0
                ? throw new BackupStoreException(Url, "it is full.", "Make room.")
                : store.WriteAsync(name, content, cancel);

        public Task<Stream?> OpenAsync(string name, CancellationToken cancel) => store.OpenAsync(name, cancel);

        public IAsyncEnumerable<BackupObject> ListAsync(string prefix, CancellationToken cancel) => store.ListAsync(prefix, cancel);

        public IAsyncEnumerable<string> ListPartsAsync(string prefix, CancellationToken cancel) => store.ListPartsAsync(prefix, cancel);

        public Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancel) => store.DeleteAsync(names, cancel);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
