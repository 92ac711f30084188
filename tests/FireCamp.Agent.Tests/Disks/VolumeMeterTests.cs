using FireCamp.Agent.Disks;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Disks;

/// <summary>Volumes on file systems that really fill up.</summary>
public sealed class VolumeMeterTests
{
    private static readonly VolumeSpec Volume = new("fc_t1_a-0", "data", "/data", new ByteSize(1L << 30), "az1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Look_FilledAndEmptied_GivesTheReserveBackOnceAndMakesItAgain(bool contentIsMounted)
    {
        using var folder = new TestFolder();
        using var small = TemporaryMount.Make(folder.File("volume"), "size=100m");
        var content = contentIsMounted ? small.Path : Directory.CreateDirectory(Path.Combine(small.Path, "content")).FullName;
        var meter = new VolumeMeter(Volume, content, TimeProvider.System);

        var first = meter.Look(null, isReady: true, Cancel);
        Assert.Equal((VolumeReserveState.Held, false), (first.Reserve, first.Told));
        Assert.InRange(FileSystemUse.Of(small.Path).Free, 94L << 20, (95L << 20) + 4096);
        Assert.True(File.Exists(Path.Combine(small.Path, contentIsMounted ? ".firecamp-reserve" : "reserve")));

        Fill(Path.Combine(content, "ballast"), leave: 15L << 20);
        var filling = meter.Look(first, isReady: true, Cancel);
        Assert.Equal((VolumeReserveState.Held, true), (filling.Reserve, filling.Told));

        Fill(Path.Combine(content, "more"), leave: 0);
        Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(content, "last"), new byte[1 << 20]));
        var full = meter.Look(filling, isReady: true, Cancel);
        Assert.Equal(VolumeReserveState.Held, full.Reserve);
        full = meter.Look(full, isReady: false, Cancel);
        Assert.Equal(VolumeReserveState.GivenBack, full.Reserve);
        File.WriteAllBytes(Path.Combine(content, "last"), new byte[1 << 20]);
        Assert.Equal(VolumeReserveState.GivenBack, meter.Look(full, isReady: true, Cancel).Reserve);

        File.Delete(Path.Combine(content, "ballast"));
        var relieved = meter.Look(full, isReady: true, Cancel);
        Assert.Equal((VolumeReserveState.Held, false), (relieved.Reserve, relieved.Told));
    }

    [Fact]
    public async Task Look_SharedFileSystem_MeasuresItsOwnContentNowAndThen()
    {
        using var folder = new TestFolder();
        var content = Directory.CreateDirectory(folder.File("content")).FullName;
        File.WriteAllBytes(Path.Combine(content, "data"), new byte[3 << 20]);
        var time = new FakeTimeProvider();
        var meter = new VolumeMeter(Volume with { Size = new ByteSize(4L << 20) }, content, time);
        VolumeUse? use = null;
        await Eventually.TrueAsync(() => (use = meter.Look(use, isReady: true, Cancel)).Own is { Bytes: >= 3 << 20 }, "its content is measured");
        Assert.InRange(use!.OwnPercent, 75, 77);

        File.WriteAllBytes(Path.Combine(content, "more"), new byte[1 << 20]);
        Assert.InRange(meter.Look(use, isReady: true, Cancel).OwnPercent, 75, 77);
        time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => (use = meter.Look(use, isReady: true, Cancel)).OwnPercent >= 100, "it is measured again");
        Assert.True(use.Told);
    }

    [Fact]
    public void Ensure_NoRoom_LeavesNothing()
    {
        using var folder = new TestFolder();
        var content = Directory.CreateDirectory(folder.File("content")).FullName;
        var reserve = new VolumeReserve(content);
        Assert.Throws<IOException>(() => reserve.Ensure(FileSystemUse.Of(content).Total * 2));
        Assert.False(reserve.Exists);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
        reserve.GiveBack();
    }

    private static void Fill(string file, long leave)
    {
        using var stream = File.Create(file);
        var block = new byte[1 << 16];
        try
        {
            while (FileSystemUse.Of(file).Free > leave)
            {
                stream.Write(block);
                stream.Flush();
            }
        }
        catch (IOException) when (leave == 0)
        {
        }
    }
}
