using System.Text;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;
using FireCamp.Engine.Volumes.Ebs;
using FireCamp.Testing;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Volumes.Ebs;

/// <summary>What is formatted and what isn't, on real loop devices.</summary>
public sealed class BlockMounterTests(AwsEmulator emulator) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private const string Name = "fc_t1_mypg-0";

    private EbsFixture ebs = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => ebs = await EbsFixture.StartWithDisksAsync(emulator);

    public ValueTask DisposeAsync() => ebs?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(700_000)]
    [InlineData((1L << 30) - 512)]
    public async Task MountAsync_DeviceWithSomethingOnIt_IsNeverFormatted(long at)
    {
        var device = await AttachedDeviceAsync();
        await WriteAsync(device, at, [.. "something"u8]);

        var error = await Assert.ThrowsAsync<VolumeException>(() => ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel));

        Assert.Contains("neither blank nor a file system", error.Message, StringComparison.Ordinal);
        Assert.Equal("something", Encoding.UTF8.GetString(await ReadAsync(device, at, 9)));
    }

    [Fact]
    public async Task MountAsync_OtherFileSystem_IsNeverFormatted()
    {
        var device = await AttachedDeviceAsync();
        using (var mkswap = ChildProcess.Run("mkswap", device))
        {
            await mkswap.EndedWellAsync();
        }

        var error = await Assert.ThrowsAsync<VolumeException>(() => ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel));

        Assert.Contains("swap", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnmountAsync_FileOpen_SaysSoAndNothingIsDetached()
    {
        var folder = await AttachedAsync();
        await using (File.Create(Path.Combine(folder, "open")))
        {
            var error = await Assert.ThrowsAsync<VolumeException>(() => ebs.Provider.DetachAsync(Name, 1, Cancel));
            Assert.Contains("busy", error.Message, StringComparison.Ordinal);
            Assert.Equal("node-1", (await ebs.Provider.FindAsync(Name, Cancel))!.Node);
        }

        await ebs.Provider.DetachAsync(Name, 1, Cancel);
        Assert.Null((await ebs.Provider.FindAsync(Name, Cancel))!.Node);
    }

    [Fact]
    public async Task GrowAsync_Mounted_GrowsTheFileSystemWhileItIsUsed()
    {
        var folder = await AttachedAsync();
        await using var open = File.Create(Path.Combine(folder, "open"));

        await ebs.Provider.GrowAsync(Name, ByteSize.Parse("3GB"), new EbsVolumeClass(), Cancel);

        Assert.InRange(new DriveInfo(folder).TotalSize, 2L << 30, 3L << 30);
    }

    [Fact]
    public async Task AttachAsync_CopyOfAVolumeOnTheSameNode_IsMountedBesideIt()
    {
        var folder = await AttachedAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "rows"), "kept", Cancel);
        await ebs.Provider.SnapshotAsync(Name, "snap-1", Cancel);
        await ebs.Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: false, Cancel);

        var copy = await ebs.Provider.AttachAsync("fc_t1_copy-0", "node-1", 1, Cancel);

        Assert.NotEqual(folder, copy);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(copy, "rows"), Cancel));
    }

    private static VolumeSpec Spec(string name) => new(name, "data", "/data", ByteSize.Parse("1GB"), EbsFixture.Zone);

    private async Task<string> AttachedAsync()
    {
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        return await ebs.Provider.AttachAsync(Name, "node-1", 1, Cancel);
    }

    /// <summary>The device of a volume that EC2 has attached and nobody has mounted.</summary>
    private async Task<string> AttachedDeviceAsync()
    {
        await ebs.Provider.EnsureAsync(Spec(Name), Cancel);
        var id = (await ebs.Provider.FindAsync(Name, Cancel))!.Location;
        await new Engine.Clients.Aws.Ec2.Ec2Volumes(ebs.Aws).AttachAsync(id, await ebs.Instances.IdOfAsync("node-1", Cancel), "/dev/sdf", Cancel);
        return emulator.World.Disks!.Find(id, "/dev/sdf")!;
    }

    private static async Task WriteAsync(string device, long at, byte[] bytes)
    {
        await using var file = new FileStream(device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Position = at;
        await file.WriteAsync(bytes, Cancel);
        file.Flush(flushToDisk: true);
    }

    private static async Task<byte[]> ReadAsync(string device, long at, int length)
    {
        using var file = File.OpenHandle(device);
        var bytes = new byte[length];
        await RandomAccess.ReadAsync(file, bytes, at, Cancel);
        return bytes;
    }
}
