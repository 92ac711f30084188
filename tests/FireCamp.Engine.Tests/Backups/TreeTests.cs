using System.Formats.Tar;
using System.Net.Sockets;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Trees;
using FireCamp.Testing;
using FireCamp.Testing.Backups;

namespace FireCamp.Engine.Tests.Backups;

public sealed class TreeTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Source => folder.File("source");

    private string Target => folder.File("target");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RestoreAsync_TreeWithOneOfEverything_IsTheSameTree()
    {
        TreeText.Make(Source);

        await RestoreAsync(await ArchiveAsync(Source));

        Assert.Equal(await TreeText.OfAsync(Source), await TreeText.OfAsync(Target));
        Assert.InRange(TreeText.Kilobytes(Target), 1, TreeText.Kilobytes(Source) + 200);
    }

    [Fact]
    public async Task WriteAsync_Archive_IsUnderstoodByTar()
    {
        TreeText.Make(Source);
        await File.WriteAllBytesAsync(folder.File("tar"), await ArchiveAsync(Source), Cancel);
        Directory.CreateDirectory(Target);

        using var tar = ChildProcess.Run(
            "tar", "--extract", "--preserve-permissions", "--numeric-owner", "--file", folder.File("tar"), "--directory", Target);
        await tar.EndedWellAsync();

        Assert.Equal(await TreeText.OfAsync(Source), await TreeText.OfAsync(Target));
    }

    [Fact]
    public async Task RestoreAsync_ArchiveOfTar_IsTheSameTree()
    {
        TreeText.Make(Source);
        using var tar = ChildProcess.Run("tar", "--create", "--sparse", "--format=pax", "--file", folder.File("tar"), "--directory", Source, ".");
        await tar.EndedWellAsync();

        await RestoreAsync(await File.ReadAllBytesAsync(folder.File("tar"), Cancel));

        Assert.Equal(await TreeText.OfAsync(Source), await TreeText.OfAsync(Target));
    }

    [Fact]
    public async Task WriteAsync_SameTree_IsTheSameArchive()
    {
        TreeText.Make(Source);

        Assert.Equal(await ArchiveAsync(Source), await ArchiveAsync(Source));
    }

    [Fact]
    public async Task WriteAsync_HugeHole_TakesNoRoom()
    {
        Directory.CreateDirectory(Source);
        await using (var file = File.Create(Path.Combine(Source, "huge")))
        {
            file.SetLength(20L << 30);
        }

        var archive = await ArchiveAsync(Source);
        await RestoreAsync(archive);

        Assert.InRange(archive.Length, 1, 20_000);
        Assert.Equal(20L << 30, new FileInfo(Path.Combine(Target, "huge")).Length);
    }

    [Fact]
    public async Task WriteAsync_SocketAndLostAndFound_AreLeftOut()
    {
        Directory.CreateDirectory(Path.Combine(Source, "lost+found"));
        Directory.CreateDirectory(Path.Combine(Source, "kept/lost+found"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Source, "socket")));
        Directory.CreateDirectory(Path.Combine(Target, "lost+found"));

        await RestoreAsync(await ArchiveAsync(Source));

        Assert.Equal(["kept", "lost+found"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order());
        Assert.True(Directory.Exists(Path.Combine(Target, "kept/lost+found")));
    }

    [Theory]
    [InlineData("ln -s 'two\nlines' link")]
    [InlineData("touch 'two\nlines'")]
    [InlineData("touch \"$(printf 'not-\\377-utf8')\"")]
    [InlineData("mknod device c 1 3")]
    public async Task WriteAsync_WhatAnArchiveCannotKeep_IsRefusedByName(string command)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "making a device takes root");
        Directory.CreateDirectory(Source);
        using var sh = ChildProcess.Run("sh", "-c", $"cd '{Source}' && {command}");
        await sh.EndedWellAsync();

        var error = await Assert.ThrowsAsync<TreeException>(() => ArchiveAsync(Source));

        Assert.StartsWith(Source, error.Message, StringComparison.Ordinal);
        using var rm = ChildProcess.Run("rm", "-r", Source);
        await rm.EndedWellAsync();
    }

    [Fact]
    public async Task WriteAsync_FolderThatIsNotThere_SaysSo()
    {
        var error = await Assert.ThrowsAsync<TreeException>(() => ArchiveAsync(folder.File("absent")));

        Assert.Contains("No such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_FolderThatIsNotEmpty_IsLeftAsItIs()
    {
        Directory.CreateDirectory(Source);
        Directory.CreateDirectory(Path.Combine(Target, "data"));

        var error = await Assert.ThrowsAsync<TreeException>(async () => await RestoreAsync(await ArchiveAsync(Source)));

        Assert.Contains("isn't empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/tmp/outside")]
    [InlineData("link/inside")]
    [InlineData("absent/inside")]
    [InlineData("a/../../outside")]
    [InlineData("..")]
    public async Task RestoreAsync_EntryElsewhere_IsRefused(string name)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "./"), Cancel);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "a/"), Cancel);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = folder.Path }, Cancel);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) }, Cancel);
        }

        await Assert.ThrowsAsync<BackupDamagedException>(() => RestoreAsync(archive.ToArray()));

        Assert.Equal(["target"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.False(File.Exists("/tmp/outside"));
    }

    [Theory]
    [InlineData(TarEntryType.RegularFile)]
    [InlineData(TarEntryType.Directory)]
    [InlineData(TarEntryType.HardLink)]
    public async Task RestoreAsync_NameThatIsTaken_IsRefused(TarEntryType type)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "file"), Cancel);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = folder.File("outside") }, Cancel);
            var entry = type == TarEntryType.HardLink ? new PaxTarEntry(type, "link") { LinkName = "file" } : new PaxTarEntry(type, "link");
            await writer.WriteEntryAsync(entry, Cancel);
        }

        await Assert.ThrowsAsync<TreeException>(() => RestoreAsync(archive.ToArray()));

        Assert.False(Path.Exists(folder.File("outside")));
    }

    private static async Task<byte[]> ArchiveAsync(string folder)
    {
        using var archive = new MemoryStream();
        await TreeArchiver.WriteAsync(folder, [], archive, Cancel);
        return archive.ToArray();
    }

    private Task RestoreAsync(byte[] archive) => TreeRestorer.RestoreAsync("Backup 'test'", new MemoryStream(archive), Target, Cancel);
}
