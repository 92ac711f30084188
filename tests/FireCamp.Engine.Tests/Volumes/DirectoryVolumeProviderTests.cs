using FireCamp.Engine.Volumes;
using FireCamp.Testing;
using FireCamp.Testing.Volumes;

namespace FireCamp.Engine.Tests.Volumes;

public sealed class DirectoryVolumeProviderTests : VolumeProviderContract, IDisposable
{
    private readonly TestFolder folder = new();

    public DirectoryVolumeProviderTests()
        => Provider = new DirectoryVolumeProvider(folder.File("volumes"), folder.File("snapshots"), TimeProvider.System);

    protected override IVolumeProvider Provider { get; }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("../a")]
    [InlineData("a\nb")]
    [InlineData("a b")]
    [InlineData("a~b")]
    public async Task AnyCall_ImpossibleName_IsRefused(string name)
    {
        await Assert.ThrowsAsync<VolumeException>(async () => await Provider.EnsureAsync(Spec(name), Cancel));
        await Assert.ThrowsAsync<VolumeException>(async () => await Provider.DeleteAsync(name, Cancel));
        await Assert.ThrowsAsync<VolumeException>(async () => await Provider.FindAsync(name, Cancel));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task EnsureAsync_NewVolume_IsPassableAndItsContentTheOwnersOnly()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");

        Assert.Equal(Convert.ToInt32("700", 8), (int)File.GetUnixFileMode(content));
        Assert.Equal(Convert.ToInt32("711", 8), (int)File.GetUnixFileMode(Path.GetDirectoryName(content)!));
        Assert.Equal(Convert.ToInt32("711", 8), (int)File.GetUnixFileMode(folder.File("volumes")));
    }

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_MakeOneVolumeAndLeaveNothingElse()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel))));

        Assert.Equal([folder.File("volumes/fc_t1_mypg-0")], Directory.GetFileSystemEntries(folder.File("volumes")));
    }

    [Fact]
    public async Task EnsureAsync_NameIsSomethingElses_IsRefusedAndKeepsIt()
    {
        Directory.CreateDirectory(folder.File("volumes/fc_t1_mypg-0/family photos"));

        await Assert.ThrowsAsync<VolumeException>(() => Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel));
        Assert.Single(Directory.GetFileSystemEntries(folder.File("volumes/fc_t1_mypg-0")));
    }

    [Fact]
    public async Task EnsureAsync_AfterACrashInTheMiddle_RemovesWhatItLeft()
    {
        Directory.CreateDirectory(folder.File("volumes/.new-fc_t1_mypg-0~1234/content/half"));

        Assert.Empty(await Provider.ListAsync("", Cancel));
        await Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);

        Assert.Equal([folder.File("volumes/fc_t1_mypg-0")], Directory.GetFileSystemEntries(folder.File("volumes")));
    }

    [Fact]
    public async Task DeleteAsync_AfterACrashInTheMiddle_FinishesIt()
    {
        await Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);
        Directory.Move(folder.File("volumes/fc_t1_mypg-0"), folder.File("volumes/.deleted-fc_t1_mypg-0~1234"));

        Assert.Null(await Provider.FindAsync("fc_t1_mypg-0", Cancel));
        await Provider.DeleteAsync("fc_t1_mypg-0", Cancel);

        Assert.Empty(Directory.GetFileSystemEntries(folder.File("volumes")));
    }

    [Fact]
    public async Task AttachAsync_RecordHalfWritten_TakesTheVolume()
    {
        await AttachedAsync("fc_t1_mypg-0");
        await File.WriteAllTextAsync(folder.File("volumes/fc_t1_mypg-0/attachment.json"), "{\"node\":\"no", Cancel);

        await Provider.AttachAsync("fc_t1_mypg-0", "node-2", 2, Cancel);

        Assert.Equal("node-2", (await Provider.FindAsync("fc_t1_mypg-0", Cancel))!.Node);
    }

    [Fact]
    public async Task AttachAsync_ManyNodesAtOnce_TheHighestEpochHasItInTheEnd()
    {
        await Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);
        await Task.WhenAll(Enumerable.Range(1, 10).Select(epoch => Task.Run(async () =>
        {
            var error = await Record.ExceptionAsync(() => Provider.AttachAsync("fc_t1_mypg-0", $"node-{epoch}", epoch, Cancel));
            Assert.True(error is null or VolumeException);
        })));

        var found = await Provider.FindAsync("fc_t1_mypg-0", Cancel);
        Assert.Equal(("node-10", 10L), (found!.Node, found.Epoch));
    }

    [Fact]
    public async Task SnapshotAsync_LinksModesHolesAndTimes_AreCopied()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");
        var file = Path.Combine(content, "file");
        using (var sparse = File.OpenWrite(file))
        {
            sparse.SetLength(1L << 30);
            sparse.Position = 1 << 29;
            sparse.WriteByte(7);
        }

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        File.CreateSymbolicLink(Path.Combine(content, "link"), "../away");
        using (var ln = ChildProcess.Run("ln", file, Path.Combine(content, "same")))
        {
            await ln.EndedWellAsync();
        }

        await Provider.SnapshotAsync("fc_t1_mypg-0", "snap-1", Cancel);
        await Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: false, Cancel);

        var copy = await Provider.AttachAsync("fc_t1_copy-0", "node-1", 1, Cancel);
        using var stat = ChildProcess.Run("stat", "--format=%a %h %Y %s %b", Path.Combine(copy, "file"));
        var fields = (await stat.ReadLineAsync())!.Split(' ');
        Assert.Equal(["420", "2", "1577934245", "1073741824"], fields[..4]);
        Assert.True(long.Parse(fields[4]) < 1000, "the holes were filled");
        Assert.Equal("../away", new FileInfo(Path.Combine(copy, "link")).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(copy));
    }

    [Fact]
    public async Task SnapshotAsync_CopyFails_LeavesNothing()
    {
        Assert.SkipUnless(File.Exists("/bin/mkfifo") || File.Exists("/usr/bin/mkfifo"), "mkfifo is missing");
        await AttachedAsync("fc_t1_mypg-0");
        Directory.CreateDirectory(folder.File("snapshots"));
        Directory.Delete(folder.File("volumes/fc_t1_mypg-0/content"));
        await File.WriteAllTextAsync(folder.File("snapshots/snap-1"), "in the way", Cancel);

        await Assert.ThrowsAsync<VolumeException>(() => Provider.SnapshotAsync("fc_t1_mypg-0", "snap-1", Cancel));
        Assert.Single(Directory.GetFileSystemEntries(folder.File("snapshots")));
    }
}
