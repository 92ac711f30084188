using System.Text;
using FireCamp.Agent.Archives;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;
using FireCamp.Testing;
using FireCamp.Testing.Fakes;

namespace FireCamp.Agent.Tests.Archives;

/// <summary>From a member's folder to a real store, and what is told when that fails.</summary>
public sealed class MemberArchiverTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly VolumeSpec Volume = new("fc_t1_a-0", "data", "/data", new ByteSize(1L << 30), "az1");

    private readonly TestFolder folder = new();
    private readonly InMemoryMetadataStore store = new(TimeProvider.System);
    private readonly NodeContext node;
    private readonly MemberArchiver archiver;
    private readonly MemberSpec spec;
    private string run = "";
    private bool isHeld = true;

    public MemberArchiverTests()
    {
        var paths = new LocalPaths(folder.Path, "t1");
        Directory.CreateDirectory(paths.ClusterFolder);
        FileKeyProvider.Ensure(paths.KeyFile);
        node = new NodeContext
        {
            Cluster = "t1",
            Node = "n1",
            Paths = paths,
            Store = store,
            Secrets = new FakeSecretStore(store),
            Volumes = new DirectoryVolumeProvider(paths.VolumesFolder, paths.SnapshotsFolder, TimeProvider.System),
            Time = TimeProvider.System,
            Log = new AgentLog(TextWriter.Null, TimeProvider.System),
            Peers = new LeasePeers(new LeaseWatcher(TimeProvider.System), null, TimeProvider.System),
        };
        archiver = new MemberArchiver(node, new MemberKey("a", "a-0"), () => isHeld);
        spec = Nodes.TestWorkload.Member(0) with { Volumes = [Volume] };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Spool => Path.Combine(run, "archive");

    private SegmentArchive Archive => new(new FolderBackupStore(folder.File("store")), node.Keys);

    public async ValueTask InitializeAsync()
    {
        await node.Volumes.EnsureAsync(Volume, Cancel);
        run = Path.Combine((await node.Volumes.FindAsync(Volume.Name, Cancel))!.Location, "run");
        Directory.CreateDirectory(Spool);
        await SetStoreAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await archiver.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task LookAsync_SegmentsInTheFolder_AreInTheStoreAndTheMemberKnows()
    {
        Directory.CreateDirectory(folder.File("store"));
        Lay("7.00000001.000000010000000000000001", "one");
        Lay("7.00000001.000000010000000000000002", "two");
        Lay(".000000010000000000000003", "half");
        await LookAsync();

        Assert.Equal(
            [".000000010000000000000003", "7.00000001.000000010000000000000001.stored", "7.00000001.000000010000000000000002.stored"],
            Directory.EnumerateFiles(Spool).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("two", await ReadAsync("000000010000000000000002"));
        Assert.Equal(Noon, await Archive.FindUntilAsync(Name("000000010000000000000002"), Cancel));
        var stored = await File.ReadAllTextAsync(folder.File("store/segments/a-7/00000001/000000010000000000000002"), Cancel);
        Assert.DoesNotContain("two", stored, StringComparison.Ordinal);
        Assert.Empty((await store.ListAsync(Keys.Events, ModelJson.Default.EventRecord, Cancel)).Select(e => e.Value.Message));
    }

    [Fact]
    public async Task LookAsync_StoreAway_IsToldOnceAndCaughtUpWith()
    {
        Lay("7.00000001.000000010000000000000001", "one");
        await LookAsync();
        await LookAsync();
        var told = (await ToldAsync())!;
        Assert.Equal(("a-7/00000001/000000010000000000000001", Noon), (told.Waiting, told.WaitingSince));
        Assert.NotEmpty(told.Problem);

        Directory.CreateDirectory(folder.File("store"));
        await Eventually.TrueAsync(
            async () =>
            {
                await LookAsync();
                return File.Exists(Path.Combine(Spool, "7.00000001.000000010000000000000001.stored"));
            },
            "it is archived");
        Assert.Equal(("", ""), ((await ToldAsync())!.Problem, (await ToldAsync())!.Waiting));
        var events = await store.ListAsync(Keys.Events, ModelJson.Default.EventRecord, Cancel);
        Assert.Equal(["ArchivingFails", "ArchivingGoesOn"], events.Select(e => e.Value.Action));
    }

    [Fact]
    public async Task LookAsync_SameAgain_IsSuccessAndOtherContentAnError()
    {
        Directory.CreateDirectory(folder.File("store"));
        await Archive.StoreAsync(Name("000000010000000000000001"), new MemoryStream("one"u8.ToArray()), Noon, Cancel);
        await Archive.StoreAsync(Name("000000010000000000000002"), new MemoryStream("other"u8.ToArray()), Noon, Cancel);
        Lay("7.00000001.000000010000000000000001", "one");
        Lay("7.00000001.000000010000000000000002", "two");
        await LookAsync();
        Assert.True(File.Exists(Path.Combine(Spool, "7.00000001.000000010000000000000001.stored")));
        Assert.True(File.Exists(Path.Combine(Spool, "7.00000001.000000010000000000000002")));
        Assert.Contains("with other content", (await ToldAsync())!.Problem, StringComparison.Ordinal);
        Assert.Equal("other", await ReadAsync("000000010000000000000002"));
    }

    [Fact]
    public async Task LookAsync_NoStoreSet_IsToldByName()
    {
        await store.ForgetAsync(Keys.BackupStore, Cancel);
        Lay("7.00000001.000000010000000000000001", "one");
        await LookAsync();
        Assert.Contains("has no backup store", (await ToldAsync())!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookAsync_ClaimLost_ArchivesNothing()
    {
        Directory.CreateDirectory(folder.File("store"));
        isHeld = false;
        Lay("7.00000001.000000010000000000000001", "one");
        await LookAsync();
        Assert.False(Directory.Exists(folder.File("store/segments")));
        Assert.Null(await ToldAsync());
    }

    /// <summary>The member's user can lay down links, and the agent may be root.</summary>
    [Fact]
    public async Task LookAsync_LinksAndPipes_AreNotFollowed()
    {
        Directory.CreateDirectory(folder.File("store"));
        await File.WriteAllTextAsync(folder.File("secret"), "secret", Cancel);
        File.CreateSymbolicLink(Path.Combine(Spool, "7.00000001.000000010000000000000001"), folder.File("secret"));
        FireCamp.Agent.Supervision.Syscalls.MakePipe(Path.Combine(Spool, "7.00000001.000000010000000000000002"));
        await LookAsync();
        Assert.False(Directory.Exists(folder.File("store/segments")));

        Directory.Move(Spool, folder.File("elsewhere"));
        await File.WriteAllTextAsync(folder.File("elsewhere/7.00000001.000000010000000000000003"), "three", Cancel);
        Directory.CreateSymbolicLink(Spool, folder.File("elsewhere"));
        await LookAsync();
        Assert.False(Directory.Exists(folder.File("store/segments")));
    }

    [Theory]
    [InlineData("7.00000002.00000002.history", "a-7/00000002/00000002.history")]
    [InlineData("7-1a.00000001.000000010000000000000001.partial", "a-7-1a/00000001/000000010000000000000001.partial")]
    [InlineData("7.00000001", null)]
    [InlineData("7.0/1.2", null)]
    [InlineData("7.1.a b", null)]
    public void SegmentOf_AnyName_IsASegmentOrNothing(string name, string? segment)
        => Assert.Equal(segment, FireCamp.Agent.Archives.Spool.SegmentOf("A", name)?.ToString());

    private static SegmentName Name(string name) => new("a-7", "00000001", name);

    private Task LookAsync() => archiver.LookAsync(spec, 1, Cancel);

    private Task SetStoreAsync()
        => store.UpdateAsync(
            Keys.BackupStore, _ => new BackupStoreSetting($"file://{folder.File("store")}"), ModelJson.Default.BackupStoreSetting, Cancel);

    private void Lay(string name, string content)
    {
        File.WriteAllText(Path.Combine(Spool, name), content);
        File.SetLastWriteTimeUtc(Path.Combine(Spool, name), Noon.UtcDateTime);
    }

    private async Task<string> ReadAsync(string name)
    {
        using var text = new MemoryStream();
        await Archive.CopyAsync(Name(name), text, Cancel);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private async Task<MemberArchive?> ToldAsync()
        => (await store.FindAsync(Keys.Archive("a", "a-0"), ModelJson.Default.MemberArchive, Cancel))?.Value;
}
