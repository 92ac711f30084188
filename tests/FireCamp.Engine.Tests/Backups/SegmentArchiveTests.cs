using System.Security.Cryptography;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Backups;

public sealed class SegmentArchiveTests : IDisposable
{
    private static readonly SegmentName First = new("mypg", "00000001", "000000010000000000000001");

    private readonly BackupLab lab = new(isEncrypted: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SegmentFormat.FrameSize - 1)]
    [InlineData(SegmentFormat.FrameSize)]
    [InlineData(16 << 20)]
    [InlineData((16 << 20) + 1)]
    public async Task StoreAsync_AnyLength_IsReadBackAndMayBeRepeated(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        foreach (var archive in (SegmentArchive[])[lab.Archive, new SegmentArchive(lab.Store, null)])
        {
            var segment = First with { Name = $"{First.Name}.{(archive == lab.Archive ? "sealed" : "plain")}" };
            await archive.StoreAsync(segment, new MemoryStream(content), null, Cancel);
            await archive.StoreAsync(segment, new MemoryStream(content), null, Cancel);

            using var copy = new MemoryStream();
            await archive.CopyAsync(segment, copy, Cancel);
            Assert.Equal(content, copy.ToArray());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("another")]
    [InlineData("content and more")]
    [InlineData("conten")]
    public async Task StoreAsync_OtherContent_IsRefusedByNameAndChangesNothing(string other)
    {
        await lab.ArchiveAsync(First, "content"u8.ToArray());

        var error = await Assert.ThrowsAsync<SegmentConflictException>(() => lab.ArchiveAsync(First, System.Text.Encoding.UTF8.GetBytes(other)));

        Assert.Contains($"{First}", error.Message, StringComparison.Ordinal);
        using var copy = new MemoryStream();
        await lab.Archive.CopyAsync(First, copy, Cancel);
        Assert.Equal("content"u8.ToArray(), copy.ToArray());
    }

    [Fact]
    public async Task StoreAsync_ManyAtOnce_WithEqualContentAllSucceed()
    {
        var content = RandomNumberGenerator.GetBytes(1 << 20);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => lab.ArchiveAsync(First, content))));

        Assert.Null(await lab.Archive.CheckAsync(First, Cancel));
    }

    [Fact]
    public async Task ListAsync_Archive_TellsTimelinesAndSegmentsInOrder()
    {
        (string, string)[] segments = [("00000002", "B"), ("00000001", "A"), ("00000001", "0"), ("history", "00000002.history")];
        foreach (var (timeline, name) in segments)
        {
            await lab.ArchiveAsync(new SegmentName("MyPg", timeline, name), [1]);
        }

        Assert.Equal(["00000001", "00000002", "history"], await lab.Archive.ListTimelinesAsync("mypg", Cancel).ToListAsync(Cancel));
        Assert.Equal(["0", "A"], await lab.Archive.ListAsync("mypg", "00000001", Cancel).ToListAsync(Cancel));
        await lab.Archive.DeleteAsync([new SegmentName("mypg", "00000001", "0"), new SegmentName("mypg", "00000001", "absent")], Cancel);
        Assert.Equal(["A"], await lab.Archive.ListAsync("mypg", "00000001", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task CopyAsync_AbsentSegment_IsNotFound()
        => await Assert.ThrowsAsync<NotFoundException>(() => lab.Archive.CopyAsync(First, Stream.Null, Cancel));

    [Fact]
    public async Task CopyAsync_SegmentOfAnotherName_IsRefused()
    {
        await lab.ArchiveAsync(First, [1, 2, 3]);
        var (from, to) = (PathOf(First), PathOf(First with { Name = "moved" }));
        File.Move(from, to);

        var error = await Assert.ThrowsAsync<BackupDamagedException>(() => lab.Archive.CopyAsync(First with { Name = "moved" }, Stream.Null, Cancel));

        Assert.Contains($"it is segment '{First}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyAsync_NewerFormat_IsRefused()
    {
        await lab.ArchiveAsync(First, [1, 2, 3]);
        var bytes = await File.ReadAllBytesAsync(PathOf(First), Cancel);
        bytes["firecamp-segment ".Length] = (byte)'2';
        await File.WriteAllBytesAsync(PathOf(First), bytes, Cancel);

        await Assert.ThrowsAsync<BackupTooNewException>(() => lab.Archive.CopyAsync(First, Stream.Null, Cancel));
    }

    [Fact]
    public async Task CopyAsync_WrongKeyOrNone_IsRefused()
    {
        await lab.ArchiveAsync(First, [1, 2, 3]);

        await Assert.ThrowsAsync<BackupKeyException>(() => new SegmentArchive(lab.Store, lab.WrongKeys).CopyAsync(First, Stream.Null, Cancel));
        await Assert.ThrowsAsync<BackupKeyException>(() => new SegmentArchive(lab.Store, null).CopyAsync(First, Stream.Null, Cancel));
    }

    private string PathOf(SegmentName segment) => Path.Combine(lab.StorePath, $"segments/{segment}");
}
