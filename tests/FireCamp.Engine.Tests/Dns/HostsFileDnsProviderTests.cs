using System.Text;
using CsCheck;
using FireCamp.Engine.Dns;
using FireCamp.Testing;
using FireCamp.Testing.Dns;

namespace FireCamp.Engine.Tests.Dns;

public sealed class HostsFileDnsProviderTests : DnsProviderContract
{
    private const string Usual = "127.0.0.1\tlocalhost\n::1 ip6-localhost # comment\n";

    private readonly TestFolder folder = new();

    private string Hosts => folder.File("hosts");

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task EnsureAsync_NewHosts_AreWrittenAsHostsLinesBehindWhatWasThere()
    {
        var names = With(Usual);
        await names.EnsureAsync(Map(("mypg-1", "127.3.1.2"), ("mypg-0", "127.3.1.1")), Cancel);

        Assert.StartsWith(Usual, Text());
        Assert.Contains("\n127.3.1.1 mypg-0.t1-firecamp.com\n127.3.1.2 mypg-1.t1-firecamp.com\n", Text());
    }

    [Fact]
    public async Task EnsureAsync_OtherClustersBlock_IsLeftAlone()
    {
        var (one, two) = (With(Usual), new HostsFileDnsProvider(Hosts, "t12", TimeProvider.System));
        await two.EnsureAsync(new Dictionary<string, string> { ["x.t12-firecamp.com"] = "127.4.1.1" }, Cancel);
        await one.EnsureAsync(Map(("a", "127.3.1.1")), Cancel);
        await two.EnsureAsync(new Dictionary<string, string> { ["y.t12-firecamp.com"] = "127.4.1.2" }, Cancel);
        await one.DeleteAsync(["a.t1-firecamp.com", "x.t12-firecamp.com"], Cancel);

        Assert.Empty(await one.ListAsync(Cancel));
        Assert.Equal(2, (await two.ListAsync(Cancel)).Count);
    }

    [Fact]
    public void DeleteAsync_EveryHost_GivesBackTheFileToTheByte()
    {
        // Any bytes at all: line ends of both kinds, none at the end, comments, other encodings.
        var piece = Gen.OneOf(
            Gen.Const("\r\n"),
            Gen.Const("\n"),
            Gen.Const("127.0.0.1 x"),
            Gen.Const("# FireCamp"),
            Gen.Char['\u0001', '\u00ff'].Select(c => $"{c}"));
        var text = piece.List[0, 30].Select(string.Concat);
        text.Sample(
            before =>
            {
                var names = With(before);
                names.EnsureAsync(Map(("a", "127.3.1.1")), Cancel).GetAwaiter().GetResult();
                names.EnsureAsync(Map(("b", "127.3.1.2")), Cancel).GetAwaiter().GetResult();
                Assert.Equal(2, names.ListAsync(Cancel).GetAwaiter().GetResult().Count);
                names.DeleteAsync(["a.t1-firecamp.com", "b.t1-firecamp.com"], Cancel).GetAwaiter().GetResult();
                Assert.Equal(before, Text());
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public async Task EnsureAsync_LinesAfterTheBlock_Stay()
    {
        var names = With("no line end");
        await names.EnsureAsync(Map(("a", "127.3.1.1")), Cancel);
        await File.AppendAllTextAsync(Hosts, "10.0.0.1 later\r\n", Cancel);
        await names.EnsureAsync(Map(("b", "127.3.1.2")), Cancel);
        await names.DeleteAsync(["a.t1-firecamp.com", "b.t1-firecamp.com"], Cancel);

        // The added line began where the block ended, so it needs the line end that the block brought.
        Assert.Equal("no line end\n10.0.0.1 later\r\n", Text());
    }

    [Fact]
    public async Task EnsureAsync_BlockCutShort_IsMendedWithoutLosingOthersLines()
    {
        var names = With(Usual);
        await names.EnsureAsync(Map(("a", "127.3.1.1")), Cancel);
        File.WriteAllText(Hosts, Text()[..^15] + "\n# theirs\n10.0.0.1 theirs\n", Encoding.Latin1);
        await names.EnsureAsync(Map(("b", "127.3.1.2")), Cancel);

        Assert.Equal(2, (await names.ListAsync(Cancel)).Count);
        Assert.EndsWith("# theirs\n10.0.0.1 theirs\n", Text());
    }

    [Fact]
    public async Task EnsureAsync_ModeAndLink_ArePreserved()
    {
        File.WriteAllText(folder.File("real"), Usual);
        File.SetUnixFileMode(folder.File("real"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        File.Delete(Hosts);
        File.CreateSymbolicLink(Hosts, folder.File("real"));
        var names = new HostsFileDnsProvider(Hosts, "t1", TimeProvider.System);

        await names.EnsureAsync(Map(("a", "127.3.1.1")), Cancel);

        Assert.NotNull(new FileInfo(Hosts).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(folder.File("real")));
    }

    [Fact]
    public async Task EnsureAsync_NoFile_DoesNothing()
    {
        File.Delete(Hosts);
        var names = new HostsFileDnsProvider(Hosts, "t1", TimeProvider.System);
        await names.EnsureAsync(Map(("a", "127.3.1.1")), Cancel);

        Assert.False(names.IsAvailable);
        Assert.Empty(await names.ListAsync(Cancel));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("mount --bind \"$1/other\" \"$1/hosts\"", true)]
    [InlineData("mount --bind \"$1/other\" \"$1/hosts\" && mount -o remount,bind,ro \"$1/hosts\"", false)]
    public async Task EnsureAsync_MountedFile_IsWrittenInPlaceOrNotAtAll(string mount, bool writable)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting needs root");
        await File.WriteAllTextAsync(folder.File("other"), Usual, Cancel);
        await File.WriteAllTextAsync(Hosts, "", Cancel);
        using var mounting = ChildProcess.Run("sh", "-c", mount, "sh", folder.Path);
        await mounting.Process.WaitForExitAsync(Cancel);
        Assert.SkipUnless(mounting.Process.ExitCode == 0, "mount --bind is not possible here");
        try
        {
            var names = new HostsFileDnsProvider(Hosts, "t1", TimeProvider.System);
            await names.EnsureAsync(Map(("a", "127.3.1.1")), Cancel);

            Assert.Equal(writable, names.IsAvailable);
            Assert.Equal(writable, Text().Contains("a.t1-firecamp.com"));
            await names.DeleteAsync(["a.t1-firecamp.com"], Cancel);
            Assert.Equal(Usual, Text());
        }
        finally
        {
            using var unmounting = ChildProcess.Run("umount", Hosts);
            await unmounting.EndedWellAsync();
        }
    }

    [Fact]
    public async Task EnsureAsync_ProcessesAtOnce_LoseNoneOfEachOthersLines()
    {
        await File.WriteAllTextAsync(Hosts, Usual, Cancel);
        using var a = ChildProcess.Start("hosts", Hosts, "t1", "a", "60");
        using var b = ChildProcess.Start("hosts", Hosts, "t1", "b", "60");
        using var c = ChildProcess.Start("hosts", Hosts, "t2", "c", "60");
        foreach (var child in new[] { a, b, c })
        {
            await child.EndedWellAsync();
        }

        Assert.Equal(120, (await new HostsFileDnsProvider(Hosts, "t1", TimeProvider.System).ListAsync(Cancel)).Count);
        Assert.Equal(60, (await new HostsFileDnsProvider(Hosts, "t2", TimeProvider.System).ListAsync(Cancel)).Count);
        Assert.StartsWith(Usual, Text());
    }

    protected override Task<IDnsProvider> OpenAsync() => Task.FromResult<IDnsProvider>(With(Usual));

    protected override Task<string> StateAsync() => Task.FromResult($"{File.GetLastWriteTimeUtc(Hosts):O} {Text()}");

    private HostsFileDnsProvider With(string text)
    {
        File.WriteAllText(Hosts, text, Encoding.Latin1);
        return new HostsFileDnsProvider(Hosts, "t1", TimeProvider.System);
    }

    private string Text() => File.ReadAllText(Hosts, Encoding.Latin1);
}
