using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Testing.Volumes;

/// <summary>What every <see cref="IVolumeProvider"/> must keep to.</summary>
public abstract class VolumeProviderContract
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IVolumeProvider Provider { get; }

    [Fact]
    public async Task EnsureAsync_NewVolume_IsThereEmptyAndUnattached()
    {
        await Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);

        var found = await Provider.FindAsync("fc_t1_mypg-0", Cancel);
        Assert.NotNull(found);
        Assert.Equal(("fc_t1_mypg-0", "1GB", "zone-a"), (found.Name, found.Size.ToString(), found.Zone));
        Assert.Null(found.Node);
        Assert.Equal(0, found.Epoch);
        Assert.Empty(Directory.GetFileSystemEntries(await Provider.AttachAsync("fc_t1_mypg-0", "node-1", 1, Cancel)));
    }

    [Fact]
    public async Task EnsureAsync_Again_LeavesTheVolumeAsItIs()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");
        await File.WriteAllTextAsync(Path.Combine(content, "rows"), "kept", Cancel);

        await Provider.EnsureAsync(Spec("fc_t1_mypg-0") with { Size = ByteSize.Parse("2GB") }, Cancel);

        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(content, "rows"), Cancel));
        Assert.Equal("node-1", (await Provider.FindAsync("fc_t1_mypg-0", Cancel))!.Node);
    }

    [Fact]
    public async Task GrowAsync_Larger_HasTheSizeAndWhatIsOnIt()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");
        await File.WriteAllTextAsync(Path.Combine(content, "rows"), "kept", Cancel);
        await Provider.GrowAsync(Spec("fc_t1_mypg-0") with { Size = ByteSize.Parse("2GB") }, Cancel);
        await Provider.GrowAsync(Spec("fc_t1_mypg-0") with { Size = ByteSize.Parse("2GB") }, Cancel);

        var found = await Provider.FindAsync("fc_t1_mypg-0", Cancel);
        Assert.Equal(("2GB", "node-1"), (found!.Size.ToString(), found.Node));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(content, "rows"), Cancel));
    }

    [Fact]
    public async Task GrowAsync_Smaller_LeavesTheVolumeAsItIs()
    {
        await Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);
        await Provider.GrowAsync(Spec("fc_t1_mypg-0") with { Size = ByteSize.Parse("1MB") }, Cancel);

        Assert.Equal("1GB", (await Provider.FindAsync("fc_t1_mypg-0", Cancel))!.Size.ToString());
    }

    [Fact]
    public async Task GrowAsync_Absent_Fails()
        => await Assert.ThrowsAsync<VolumeException>(() => Provider.GrowAsync(Spec("fc_t1_absent-0"), Cancel));

    [Fact]
    public async Task FindAsync_Absent_ReturnsNull() => Assert.Null(await Provider.FindAsync("fc_t1_absent-0", Cancel));

    [Fact]
    public async Task ListAsync_Prefix_ReturnsThoseWithItInOrder()
    {
        Assert.Empty(await Provider.ListAsync("", Cancel));
        foreach (var name in new[] { "fc_t1_mypg-1", "fc_t1_mypg-0", "fc_t1_mypg-0_journal", "fc_t1_other-0" })
        {
            await Provider.EnsureAsync(Spec(name), Cancel);
        }

        Assert.Equal(
            ["fc_t1_mypg-0", "fc_t1_mypg-0_journal", "fc_t1_mypg-1"],
            (await Provider.ListAsync("fc_t1_mypg-", Cancel)).Select(v => v.Name));
    }

    [Fact]
    public async Task AttachAsync_SameNodeAndEpoch_IsARepeat()
    {
        var first = await AttachedAsync("fc_t1_mypg-0");

        Assert.Equal(first, await Provider.AttachAsync("fc_t1_mypg-0", "node-1", 1, Cancel));
    }

    [Fact]
    public async Task AttachAsync_HigherEpoch_MovesTheVolumeWithItsContent()
    {
        var first = await AttachedAsync("fc_t1_mypg-0");
        await File.WriteAllTextAsync(Path.Combine(first, "rows"), "kept", Cancel);

        var second = await Provider.AttachAsync("fc_t1_mypg-0", "node-2", 2, Cancel);

        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(second, "rows"), Cancel));
        var found = await Provider.FindAsync("fc_t1_mypg-0", Cancel);
        Assert.Equal(("node-2", 2L), (found!.Node, found.Epoch));
    }

    [Fact]
    public async Task AttachAsync_LowerEpochOrAnothersEpoch_IsRefused()
    {
        await Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);
        await Provider.AttachAsync("fc_t1_mypg-0", "node-2", 5, Cancel);

        await Assert.ThrowsAsync<VolumeException>(() => Provider.AttachAsync("fc_t1_mypg-0", "node-1", 4, Cancel));
        await Assert.ThrowsAsync<VolumeException>(() => Provider.AttachAsync("fc_t1_mypg-0", "node-1", 5, Cancel));
        Assert.Equal("node-2", (await Provider.FindAsync("fc_t1_mypg-0", Cancel))!.Node);
    }

    [Fact]
    public async Task AttachAsync_AbsentVolume_IsRefused()
        => await Assert.ThrowsAsync<VolumeException>(() => Provider.AttachAsync("fc_t1_absent-0", "node-1", 1, Cancel));

    [Fact]
    public async Task DetachAsync_ItsEpoch_EndsTheAttachmentAndStillRefusesOlderOnes()
    {
        await Provider.EnsureAsync(Spec("fc_t1_mypg-0"), Cancel);
        await Provider.AttachAsync("fc_t1_mypg-0", "node-1", 3, Cancel);

        await Provider.DetachAsync("fc_t1_mypg-0", 3, Cancel);
        await Provider.DetachAsync("fc_t1_mypg-0", 3, Cancel);

        Assert.Null((await Provider.FindAsync("fc_t1_mypg-0", Cancel))!.Node);
        await Assert.ThrowsAsync<VolumeException>(() => Provider.AttachAsync("fc_t1_mypg-0", "node-2", 2, Cancel));
        await Provider.AttachAsync("fc_t1_mypg-0", "node-1", 3, Cancel);
        Assert.Equal("node-1", (await Provider.FindAsync("fc_t1_mypg-0", Cancel))!.Node);
    }

    [Fact]
    public async Task DetachAsync_OfAnotherEpochOrAbsent_ChangesNothing()
    {
        await AttachedAsync("fc_t1_mypg-0");

        await Provider.DetachAsync("fc_t1_mypg-0", 7, Cancel);
        await Provider.DetachAsync("fc_t1_absent-0", 1, Cancel);

        Assert.Equal("node-1", (await Provider.FindAsync("fc_t1_mypg-0", Cancel))!.Node);
    }

    [Fact]
    public async Task DeleteAsync_Attached_IsRefusedAndKeepsIt()
    {
        await AttachedAsync("fc_t1_mypg-0");

        await Assert.ThrowsAsync<VolumeException>(() => Provider.DeleteAsync("fc_t1_mypg-0", Cancel));
        Assert.NotNull(await Provider.FindAsync("fc_t1_mypg-0", Cancel));
    }

    [Fact]
    public async Task DeleteAsync_Detached_IsGoneAndARepeatSucceeds()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");
        Directory.CreateDirectory(Path.Combine(content, "deep/er"));
        await Provider.DetachAsync("fc_t1_mypg-0", 1, Cancel);

        await Provider.DeleteAsync("fc_t1_mypg-0", Cancel);
        await Provider.DeleteAsync("fc_t1_mypg-0", Cancel);

        Assert.Null(await Provider.FindAsync("fc_t1_mypg-0", Cancel));
        Assert.Empty(await Provider.ListAsync("", Cancel));
    }

    [Fact]
    public async Task SnapshotAsync_ThenEnsureFromSnapshot_HasTheContentOfThatTime()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");
        await File.WriteAllTextAsync(Path.Combine(content, "rows"), "then", Cancel);
        await Provider.SnapshotAsync("fc_t1_mypg-0", "snap-1", Cancel);
        await File.WriteAllTextAsync(Path.Combine(content, "rows"), "now", Cancel);
        await Provider.SnapshotAsync("fc_t1_mypg-0", "snap-1", Cancel);

        await Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: false, Cancel);

        var copy = await Provider.AttachAsync("fc_t1_copy-0", "node-2", 1, Cancel);
        Assert.Equal("then", await File.ReadAllTextAsync(Path.Combine(copy, "rows"), Cancel));
        await File.WriteAllTextAsync(Path.Combine(copy, "rows"), "of the copy", Cancel);
        await Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: false, Cancel);
        Assert.Equal("of the copy", await File.ReadAllTextAsync(Path.Combine(copy, "rows"), Cancel));
        Assert.Equal("now", await File.ReadAllTextAsync(Path.Combine(content, "rows"), Cancel));
    }

    [Fact]
    public async Task EnsureFromSnapshotAsync_AsTheLast_HasTheContentAndOutlivesTheSnapshot()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");
        Directory.CreateDirectory(Path.Combine(content, "table"));
        await File.WriteAllTextAsync(Path.Combine(content, "table/rows"), "then", Cancel);
        await Provider.SnapshotAsync("fc_t1_mypg-0", "snap-1", Cancel);

        await Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: true, Cancel);
        await Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: true, Cancel);
        await Provider.DeleteSnapshotAsync("snap-1", Cancel);

        var copy = await Provider.AttachAsync("fc_t1_copy-0", "node-2", 1, Cancel);
        await File.WriteAllTextAsync(Path.Combine(copy, "table/rows"), "of the copy", Cancel);
        Assert.Equal("then", await File.ReadAllTextAsync(Path.Combine(content, "table/rows"), Cancel));
    }

    [Fact]
    public async Task SnapshotAsync_WhileFilesComeAndGo_HasThoseThatStay()
    {
        var content = await AttachedAsync("fc_t1_mypg-0");
        await File.WriteAllTextAsync(Path.Combine(content, "rows"), "stay", Cancel);
        var stop = false;
        var others = Task.Run(() =>
        {
            for (var i = 0; !Volatile.Read(ref stop); i++)
            {
                File.WriteAllText(Path.Combine(content, $"temporary-{i % 50}"), "come and go");
                File.Delete(Path.Combine(content, $"temporary-{(i + 25) % 50}"));
            }
        });
        try
        {
            for (var i = 0; i < 10; i++)
            {
                await Provider.SnapshotAsync("fc_t1_mypg-0", $"snap-{i}", Cancel);
            }
        }
        finally
        {
            Volatile.Write(ref stop, true);
            await others;
        }

        await Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-9", isLast: false, Cancel);
        var copy = await Provider.AttachAsync("fc_t1_copy-0", "node-2", 1, Cancel);
        Assert.Equal("stay", await File.ReadAllTextAsync(Path.Combine(copy, "rows"), Cancel));
    }

    [Fact]
    public async Task DeleteSnapshotAsync_PresentOrAbsent_IsGone()
    {
        await AttachedAsync("fc_t1_mypg-0");
        await Provider.SnapshotAsync("fc_t1_mypg-0", "snap-1", Cancel);

        await Provider.DeleteSnapshotAsync("snap-1", Cancel);
        await Provider.DeleteSnapshotAsync("snap-1", Cancel);

        await Assert.ThrowsAsync<VolumeException>(() => Provider.EnsureFromSnapshotAsync(Spec("fc_t1_copy-0"), "snap-1", isLast: false, Cancel));
        Assert.Null(await Provider.FindAsync("fc_t1_copy-0", Cancel));
    }

    [Fact]
    public async Task SnapshotAsync_AbsentVolume_IsRefused()
        => await Assert.ThrowsAsync<VolumeException>(() => Provider.SnapshotAsync("fc_t1_absent-0", "snap-1", Cancel));

    protected static VolumeSpec Spec(string name) => new(name, "data", "/data", ByteSize.Parse("1GB"), "zone-a");

    protected async Task<string> AttachedAsync(string name)
    {
        await Provider.EnsureAsync(Spec(name), Cancel);
        return await Provider.AttachAsync(name, "node-1", 1, Cancel);
    }
}
