using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Secrets;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>A store in a folder of a test's own, with keys, in which backups are made.</summary>
internal sealed class BackupLab : IDisposable
{
    public const string Service = "mypg";

    /// <summary>Small, so that small trees have many chunks.</summary>
    public static readonly Chunking SmallChunks = new(16 << 10, 3);

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public BackupLab(bool isEncrypted)
    {
        Directory.CreateDirectory(StorePath);
        Keys = isEncrypted ? FileKeyProvider.Ensure(Folder.File("key")) : null;
        WrongKeys = isEncrypted ? FileKeyProvider.Ensure(Folder.File("wrong-key")) : null;
        Store = new FolderBackupStore(StorePath);
        Repository = new BackupRepository(Store, Keys);
        Archive = new SegmentArchive(Store, Keys);
    }

    public TestFolder Folder { get; } = new();

    public string StorePath => Folder.File("store");

    public IBackupStore Store { get; }

    public IKeyProvider? Keys { get; }

    public IKeyProvider? WrongKeys { get; }

    public BackupRepository Repository { get; }

    public SegmentArchive Archive { get; }

    public BackupVerifier Verifier => new(Store, Keys);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A backup of the folder and of a stream.</summary>
    public async Task<BackupManifest> TakeAsync(
        string id, string folder, byte[] dump, BackupParent? parent = null, params SegmentName[] segments)
    {
        var writer = new ContentWriter(Store, Keys, SmallChunks);
        using var stream = new MemoryStream(dump);
        var contents = new[]
        {
            await writer.WriteTreeAsync(Service, id, "mypg-0.data", $"{Guid.NewGuid():N}", folder, Cancel),
            await writer.WriteStreamAsync(Service, id, "dump", $"{Guid.NewGuid():N}", stream, Cancel),
        };
        return await Repository.FinishAsync(Manifest(id) with { Contents = contents, Parent = parent, Segments = segments }, Cancel);
    }

    /// <summary>As <see cref="BackupRepository.GetAsync"/>, as a parent.</summary>
    public async Task<BackupParent> ParentAsync(string id) => new(id, (await Repository.GetAsync(Service, id, Cancel)).Digest);

    public Task ArchiveAsync(SegmentName segment, byte[] content) => Archive.StoreAsync(segment, new MemoryStream(content), null, Cancel);

    public static BackupManifest Manifest(string id) => new()
    {
        Id = id,
        Cluster = "t1",
        Service = Service,
        Kind = "PostgreSQL",
        Version = "15",
        Options = new Dictionary<string, string> { ["maxConnections"] = "100" },
        TakenAt = Noon,
        TakenBy = "tester",
        Operation = $"op-{id}",
        Contents = [],
    };

    public void Dispose() => Folder.Dispose();
}
