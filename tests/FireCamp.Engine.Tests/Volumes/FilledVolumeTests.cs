using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Volumes;

/// <summary>Volumes that are made with data in them, where they are folders.</summary>
public sealed class FilledVolumeTests : IDisposable
{
    private static readonly VolumeSpec NewVolume = new("fc_t1_new-0", "data", "/data", new ByteSize(1 << 20), "az1");

    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DirectoryVolumeProvider Provider => new(folder.File("volumes"), folder.File("snapshots"), TimeProvider.System);

    [Fact]
    public async Task EnsureFilledAsync_Twice_IsFilledOnce()
    {
        var fills = 0;
        for (var i = 0; i < 2; i++)
        {
            await Provider.EnsureFilledAsync(NewVolume, FillAsync, Cancel);
        }

        var content = await Provider.AttachAsync("fc_t1_new-0", "node-1", 1, Cancel);
        Assert.Equal(("filled", 1), (await File.ReadAllTextAsync(Path.Combine(content, "rows"), Cancel), fills));

        Task FillAsync(string folder)
        {
            fills++;
            Directory.CreateDirectory(folder);
            return File.WriteAllTextAsync(Path.Combine(folder, "rows"), "filled", Cancel);
        }
    }

    [Fact]
    public async Task EnsureFilledAsync_FailsHalfWay_LeavesNoVolume()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Provider.EnsureFilledAsync(NewVolume, FailAsync, Cancel));
        Assert.Null(await Provider.FindAsync("fc_t1_new-0", Cancel));

        static Task FailAsync(string folder)
        {
            Directory.CreateDirectory(folder);
            throw new InvalidDataException("half-way");
        }
    }

    [Fact]
    public async Task FindSnapshotAsync_PresentOrAbsent_GivesItsFilesOrNothing()
    {
        await Provider.EnsureFilledAsync(NewVolume, FillAsync, Cancel);
        await Provider.SnapshotAsync(NewVolume.Name, "snap-1", Cancel);

        Assert.Null(await Provider.FindSnapshotAsync("snap-2", Cancel));
        Assert.Equal("filled", await File.ReadAllTextAsync(Path.Combine((await Provider.FindSnapshotAsync("snap-1", Cancel))!, "rows"), Cancel));

        static async Task FillAsync(string folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "rows"), "filled", Cancel);
        }
    }

    public void Dispose() => folder.Dispose();
}
