using FireCamp.Engine.Volumes;
using FireCamp.Testing;
using FireCamp.Testing.Volumes;

namespace FireCamp.Engine.Tests.Volumes;

/// <summary>What volumes on shared storage keep to, whether it can clone or not.</summary>
public abstract class SharedVolumeProviderContract : VolumeProviderContract
{
    protected const string Name = "fc_t1_mypg-0";

    protected abstract string Storage { get; }

    protected string VolumePath => Path.Combine(Storage, "volumes", Name);

    protected override SharedVolumeProvider Provider => field ??= Another();

    [Fact]
    public async Task AttachAsync_AfterACleanDetach_UsesTheSameContent()
    {
        var first = await AttachedAsync(Name);
        await Provider.DetachAsync(Name, 1, Cancel);

        Assert.Equal(first, await Another().AttachAsync(Name, "node-2", 2, Cancel));
    }

    [Fact]
    public async Task AttachAsync_ManyNodesAtOnce_TheHighestEpochHasItWithAllItsData()
    {
        var content = await AttachedAsync(Name);
        await File.WriteAllTextAsync(Path.Combine(content, "rows"), "kept", Cancel);
        await Task.WhenAll(Enumerable.Range(2, 9).Select(epoch => Task.Run(async () =>
        {
            var error = await Record.ExceptionAsync(() => Another().AttachAsync(Name, $"node-{epoch}", epoch, Cancel));
            Assert.True(epoch == 10 ? error is null : error is null or VolumeException, error?.ToString());
        })));

        var found = await Provider.FindAsync(Name, Cancel);
        Assert.Equal(("node-10", 10L), (found!.Node, found.Epoch));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(found.Location, "rows"), Cancel));
    }

    [Fact]
    public async Task AttachAsync_TwoNodesUnderOneEpochAtOnce_OneHasIt()
    {
        await Provider.EnsureAsync(Spec(Name), Cancel);
        var attempts = Enumerable.Range(1, 8).Select(n => Task.Run(() => Another().AttachAsync(Name, $"node-{n}", 1, Cancel))).ToList();
        var errors = await Task.WhenAll(attempts.Select(a => Record.ExceptionAsync(() => a).AsTask()));

        Assert.Single(errors, e => e is null);
        Assert.All(errors, e => Assert.True(e is null or VolumeException, e?.ToString()));
    }

    [Fact]
    public async Task AttachAsync_RecordUnreadable_IsRefusedAndNamesIt()
    {
        await AttachedAsync(Name);
        await File.WriteAllTextAsync(Path.Combine(VolumePath, "epochs/1.json"), "{\"node\":\"no", Cancel);

        var error = await Assert.ThrowsAsync<VolumeException>(() => Provider.AttachAsync(Name, "node-2", 2, Cancel));
        Assert.Contains("epochs/1.json", error.Message);
    }

    [Fact]
    public async Task DetachAsync_Late_LeavesTheLaterEpochAsItIs()
    {
        var first = await AttachedAsync(Name);
        await File.WriteAllTextAsync(Path.Combine(first, "rows"), "kept", Cancel);
        var second = await Another().AttachAsync(Name, "node-2", 2, Cancel);

        await Provider.DetachAsync(Name, 1, Cancel);

        Assert.Equal("node-2", (await Provider.FindAsync(Name, Cancel))!.Node);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(second, "rows"), Cancel));
    }

    [Fact]
    public async Task EnsureAsync_WhatAnotherMachineIsMaking_IsLeftUntilTheNameIsDeleted()
    {
        var others = Path.Combine(Storage, "volumes", $".new-{Name}~elsewhere~7-1234~5678");
        Directory.CreateDirectory(Path.Combine(others, "content"));

        await Provider.EnsureAsync(Spec(Name), Cancel);
        Assert.True(Directory.Exists(others));

        await Provider.DeleteAsync(Name, Cancel);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Storage, "volumes")));
    }

    [Fact]
    public async Task AttachAsync_KilledAtAnyMoment_LeavesItAttachableWithAllItsData()
    {
        var content = await AttachedAsync(Name);
        for (var file = 0; file < 60; file++)
        {
            Directory.CreateDirectory(Path.Combine(content, $"{file % 7}"));
            await File.WriteAllTextAsync(Path.Combine(content, $"{file % 7}/{file}"), new string((char)('a' + (file % 26)), 10_000), Cancel);
        }

        for (var round = 1; round <= 5; round++)
        {
            using (var child = ChildProcess.Start("take", Path.Combine(Storage, "volumes"), Name, $"{round * 1_000_000}"))
            {
                Assert.Equal("begins", await child.ReadLineAsync());
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(120)), TimeProvider.System, Cancel);
                child.Process.Kill();
                await child.Process.WaitForExitAsync(Cancel);
            }

            var epoch = (round + 1) * 1_000_000 - 1;
            AssertWhole(await Provider.AttachAsync(Name, "node-2", epoch, Cancel));
            if (round % 2 == 0)
            {
                await Provider.DetachAsync(Name, epoch, Cancel);
                AssertOneContent();
            }
        }
    }

    protected SharedVolumeProvider Another()
        => new(Path.Combine(Storage, "volumes"), Path.Combine(Storage, "snapshots"), TimeProvider.System);

    protected string AssertOneContent() => Assert.Single(Directory.GetDirectories(VolumePath, "content*"));

    private static void AssertWhole(string content)
    {
        Assert.Equal(60, Directory.GetFiles(content, "*", SearchOption.AllDirectories).Length);
        for (var file = 0; file < 60; file++)
        {
            Assert.Equal(new string((char)('a' + (file % 26)), 10_000), File.ReadAllText(Path.Combine(content, $"{file % 7}/{file}")));
        }
    }
}
