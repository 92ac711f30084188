using FireCamp.Engine.Volumes;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Volumes;

/// <summary>A clone is of one moment, although something writes; files are copied here, so that it can be seen anywhere.</summary>
public sealed class StableCloneTests : IDisposable
{
    private readonly TestFolder folder = new();
    private int passes;

    public StableCloneTests()
    {
        Directory.CreateDirectory(folder.File("source/deep"));
        File.WriteAllText(folder.File("source/deep/rows"), "0");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("deep/rows")]
    [InlineData("deep/new")]
    [InlineData("new")]
    public async Task MakeAsync_SomethingWritesMeanwhile_ClonesAgainUntilNothingDoes(string written)
    {
        await MakeAsync(TimeProvider.System, pass =>
        {
            if (pass < 3)
            {
                File.WriteAllText(folder.File($"source/{written}"), new string('x', pass));
            }
        });

        Assert.Equal(3, passes);
        Assert.Equal("xx", await File.ReadAllTextAsync(folder.File($"target/{written}"), Cancel));
    }

    [Fact]
    public async Task MakeAsync_SameLength_IsSeenByItsTime()
    {
        await MakeAsync(TimeProvider.System, pass =>
        {
            if (pass == 1)
            {
                File.WriteAllText(folder.File("source/deep/rows"), "1");
                File.SetLastWriteTimeUtc(folder.File("source/deep/rows"), DateTime.UnixEpoch);
            }
        });

        Assert.Equal("1", await File.ReadAllTextAsync(folder.File("target/deep/rows"), Cancel));
    }

    [Fact]
    public async Task MakeAsync_SomethingGoesMeanwhile_ClonesAgain()
    {
        await MakeAsync(TimeProvider.System, pass => File.Delete(folder.File("source/deep/rows")));

        Assert.Equal(2, passes);
        Assert.Empty(Directory.GetFiles(folder.File("target/deep")));
    }

    [Fact]
    public async Task MakeAsync_SomethingWritesAllTheTime_SaysSoAndLeavesNothing()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(11) };
        var error = await Assert.ThrowsAsync<VolumeException>(
            () => MakeAsync(clock, pass => File.WriteAllText(folder.File("source/deep/rows"), new string('x', pass))));

        Assert.Contains("without a pause", error.Message);
        Assert.False(Directory.Exists(folder.File("target")));
    }

    [Fact]
    public async Task MakeAsync_CannotClone_SaysSoAtOnceAndLeavesNothing()
    {
        var error = await Assert.ThrowsAsync<VolumeException>(
            () => MakeAsync(TimeProvider.System, _ => throw new VolumeException("v", "no room.", "Make some.")));

        Assert.Contains("no room", error.Message);
        Assert.Equal(1, passes);
        Assert.False(Directory.Exists(folder.File("target")));
    }

    private Task MakeAsync(TimeProvider time, Action<int> meanwhile)
    {
        var clone = new StableClone(time, async (volume, source, target, cancel) =>
        {
            passes++;
            await FolderCopy.CopyAsync(volume, source, target, cancel);
            meanwhile(passes);
        });
        return clone.MakeAsync("v", folder.File("source"), folder.File("target"), Cancel);
    }
}
