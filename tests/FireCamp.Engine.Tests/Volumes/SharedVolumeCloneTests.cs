using System.Collections.Concurrent;
using FireCamp.Engine.Volumes;
using FireCamp.Testing;
using FireCamp.Testing.Volumes;

namespace FireCamp.Engine.Tests.Volumes;

/// <summary>Volumes on shared storage that can clone: an XFS of the test's own.</summary>
public sealed class SharedVolumeCloneTests : SharedVolumeProviderContract, IAsyncLifetime
{
    private XfsFolder? xfs;

    protected override string Storage => xfs!.Path;

    public async ValueTask InitializeAsync() => xfs = await XfsFolder.MountAsync();

    public async ValueTask DisposeAsync() => await (xfs?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Fact]
    public async Task AttachAsync_LateWriterWithOpenFiles_WritesToWhatNobodyReads()
    {
        var first = await AttachedAsync(Name);
        await File.WriteAllTextAsync(Path.Combine(first, "rows"), "acknowledged\n", Cancel);
        using var late = ChildProcess.Run(
            "sh", "-c", "cd \"$1\"; exec 7>>rows; echo open; read go; echo late >&7; echo late > new; echo done", "sh", first);
        Assert.Equal("open", await late.ReadLineAsync());

        var second = await Provider.AttachAsync(Name, "node-2", 2, Cancel);
        await late.Process.StandardInput.WriteLineAsync("go");
        Assert.Equal("done", await late.ReadLineAsync());

        Assert.True(Provider.ClonesAtTakeover);
        Assert.NotEqual(first, second);
        Assert.Equal("acknowledged\n", await File.ReadAllTextAsync(Path.Combine(second, "rows"), Cancel));
        Assert.Equal("acknowledged\nlate\n", await File.ReadAllTextAsync(Path.Combine(first, "rows"), Cancel));
        Assert.False(File.Exists(Path.Combine(second, "new")));
        Assert.Equal(second, await Provider.AttachAsync(Name, "node-2", 2, Cancel));
        Assert.Equal(second, (await Provider.FindAsync(Name, Cancel))!.Location);
    }

    [Fact]
    public async Task AttachAsync_ManyNodesAtOnceAfterADetach_NoTwoShareAFolder()
    {
        await AttachedAsync(Name);
        await Provider.DetachAsync(Name, 1, Cancel);
        for (var first = 2; first < 60; first += 10)
        {
            // All see the same epoch as detached, and at most one may go on in its folder.
            var folders = new ConcurrentBag<string>();
            await Task.WhenAll(Enumerable.Range(first, 8).Reverse().Select(epoch => Task.Run(async () =>
            {
                if (await Record.ExceptionAsync(async () => folders.Add(await Another().AttachAsync(Name, $"node-{epoch}", epoch, Cancel))) is { } e)
                {
                    Assert.IsType<VolumeException>(e);
                }
            })));

            Assert.NotEmpty(folders);
            Assert.Equal(folders.Distinct().Count(), folders.Count);
            await Provider.DetachAsync(Name, first + 7, Cancel);
            AssertOneContent();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AttachAsync_OvertakenWhileItClones_IsRefusedAndDisturbsNobody(bool wholly)
    {
        var first = await AttachedAsync(Name);
        await File.WriteAllTextAsync(Path.Combine(first, "rows"), "kept", Cancel);
        var slow = new SharedVolumeProvider(Path.Combine(Storage, "volumes"), Path.Combine(Storage, "snapshots"), TimeProvider.System)
        {
            StableClone = new StableClone(TimeProvider.System, async (volume, source, target, cancel) =>
            {
                await FolderCopy.CloneAsync(volume, source, target, cancel);
                if (wholly)
                {
                    await Another().AttachAsync(Name, "node-3", 3, cancel);
                }
                else
                {
                    new VolumeEpochs(new VolumeFolder(Name, VolumePath)).Begin(new VolumeAttachment("node-3", 3, Attached: true));
                }
            }),
        };

        await Assert.ThrowsAsync<VolumeException>(() => slow.AttachAsync(Name, "node-2", 2, Cancel));
        await slow.DetachAsync(Name, 2, Cancel);

        var later = await Another().AttachAsync(Name, "node-3", 3, Cancel);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(later, "rows"), Cancel));
        Assert.Equal(("node-3", later), ((await Provider.FindAsync(Name, Cancel))!.Node, (await Provider.FindAsync(Name, Cancel))!.Location));
    }

    [Fact]
    public async Task DetachAsync_OfTheNextEpoch_DeletesTheOldContent()
    {
        await AttachedAsync(Name);
        await Provider.AttachAsync(Name, "node-2", 2, Cancel);
        await Provider.AttachAsync(Name, "node-3", 3, Cancel);
        Assert.Equal(2, Directory.GetDirectories(VolumePath, "content*").Length);

        await Provider.DetachAsync(Name, 3, Cancel);

        Assert.Equal(AssertOneContent(), await Provider.AttachAsync(Name, "node-1", 4, Cancel));
        await Provider.DetachAsync(Name, 4, Cancel);
        await Assert.ThrowsAsync<VolumeException>(() => Provider.AttachAsync(Name, "node-1", 3, Cancel));
    }

    [Fact]
    public async Task AttachAsync_CloneEndedHalfWay_IsMadeAgain()
    {
        var first = await AttachedAsync(Name);
        await File.WriteAllTextAsync(Path.Combine(first, "rows"), "kept", Cancel);

        // What is left when epoch 2 dies in the middle: its record without a folder, and a part of its clone.
        await File.WriteAllTextAsync(
            Path.Combine(VolumePath, "epochs/2.json"), "{\"node\":\"node-2\",\"epoch\":2,\"attached\":true}", Cancel);
        Directory.CreateDirectory(Path.Combine(VolumePath, "content-2-abc"));
        Assert.Equal(("node-2", first), ((await Provider.FindAsync(Name, Cancel))!.Node, (await Provider.FindAsync(Name, Cancel))!.Location));

        var second = await Provider.AttachAsync(Name, "node-2", 2, Cancel);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(second, "rows"), Cancel));
        await Provider.DetachAsync(Name, 2, Cancel);
        Assert.Equal(second, AssertOneContent());
    }

    [Fact]
    public async Task SnapshotAsync_AfterATakeover_IsOfTheNewContent()
    {
        await AttachedAsync(Name);
        var second = await Provider.AttachAsync(Name, "node-2", 2, Cancel);
        await File.WriteAllTextAsync(Path.Combine(second, "rows"), "new", Cancel);
        await Provider.SnapshotAsync(Name, "snap-1", Cancel);
        await Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: false, Cancel);

        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(await Provider.AttachAsync("fc_t1_copy-0", "n", 1, Cancel), "rows"), Cancel));
    }
}
