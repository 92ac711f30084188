using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Volumes;

/// <summary>An attach under a higher epoch ends whatever uses the volume, with real processes.</summary>
public sealed class VolumeFenceTests : IAsyncLifetime
{
    private const string Name = "fc_t1_mypg-0";

    private readonly TestFolder folder = new();
    private readonly DirectoryVolumeProvider provider;
    private string content = "";

    public VolumeFenceTests()
        => provider = new DirectoryVolumeProvider(folder.File("volumes"), folder.File("snapshots"), TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await provider.EnsureAsync(new VolumeSpec(Name, "data", "/data", ByteSize.Parse("1GB"), "a"), Cancel);
        content = await provider.AttachAsync(Name, "node-1", 1, Cancel);
        Directory.CreateDirectory(Path.Combine(content, "pgdata"));
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("cd \"$1/pgdata\" && echo here && exec sleep 1000")]
    [InlineData("cd \"$1\" && echo here && exec sleep 1000")]
    [InlineData("exec 7>\"$1/open\" && echo here && exec sleep 1000")]
    [InlineData("exec 7>\"$1/open\" && rm \"$1/open\" && echo here && exec sleep 1000")]
    [InlineData("cd \"$1\" && echo here && kill -STOP $$")]
    [InlineData("cd \"$1\" && trap '' TERM INT HUP && echo here && while :; do echo x >> written; done")]
    public async Task AttachAsync_HigherEpoch_KillsTheHolder(string script)
    {
        using var holder = ChildProcess.Run("sh", "-c", script, "sh", content);
        Assert.Equal("here", await holder.ReadLineAsync());

        await provider.AttachAsync(Name, "node-2", 2, Cancel);

        Assert.Empty(VolumeHolders.Find(content));
        await holder.Process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        Assert.Equal(128 + 9, holder.Process.ExitCode);
    }

    [Fact]
    public async Task AttachAsync_HigherEpoch_KillsDaemonsThatLeftTheirParents()
    {
        using var parent = ChildProcess.Run(
            "sh", "-c", "cd \"$1\"; (setsid sh -c 'sleep 1000 & echo $!; exec sleep 1000' &) ", "sh", content);
        var daemon = int.Parse((await parent.ReadLineAsync())!);
        await parent.Process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Contains(daemon, VolumeHolders.Find(content));

        await provider.AttachAsync(Name, "node-2", 2, Cancel);

        Assert.Empty(VolumeHolders.Find(content));
        Assert.False(ProcessTable.Runs(daemon));
    }

    [Fact]
    public async Task AttachAsync_HigherEpoch_KillsWhatKeepsForking()
    {
        // Each link of a chain lives for some 20 ms, notes that it lived, and starts the next one.
        var beats = Path.Combine(content, "beats");
        await File.WriteAllTextAsync(Path.Combine(content, "link"), "sleep 0.02\necho x >> beats\nsh link > /dev/null &\n", Cancel);
        using var forker = ChildProcess.Run("sh", "-c", "cd \"$1\"; for i in 1 2 3 4 5; do sh link > /dev/null & done", "sh", content);
        await Eventually.TrueAsync(() => File.Exists(beats) && new FileInfo(beats).Length > 40, "the chains go on");

        await provider.AttachAsync(Name, "node-2", 2, Cancel);

        var length = new FileInfo(beats).Length;
        for (var look = 0; look < 50; look++)
        {
            Assert.Empty(VolumeHolders.Find(content));
        }

        Assert.Equal(length, new FileInfo(beats).Length);
    }

    [Fact]
    public async Task AttachAsync_MappedFileOnly_KillsTheHolder()
    {
        // What a program runs from is mapped and not open.
        File.Copy("/bin/sleep", Path.Combine(content, "sleep"));
        using var holder = ChildProcess.Run("sh", "-c", "cd / && echo here && exec \"$1/sleep\" 1000", "sh", content);
        Assert.Equal("here", await holder.ReadLineAsync());
        await Eventually.TrueAsync(() => VolumeHolders.Find(content).Contains(holder.Id), "the program is mapped");

        await provider.AttachAsync(Name, "node-2", 2, Cancel);

        await holder.Process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task AttachAsync_SameEpoch_KillsNobody()
    {
        using var member = ChildProcess.Run("sh", "-c", "cd \"$1\" && echo here && exec sleep 1000", "sh", content);
        Assert.Equal("here", await member.ReadLineAsync());

        await provider.AttachAsync(Name, "node-1", 1, Cancel);
        await Assert.ThrowsAsync<VolumeException>(() => provider.AttachAsync(Name, "node-2", 0, Cancel));

        Assert.Contains(member.Id, VolumeHolders.Find(content));
    }

    [Fact]
    public async Task AttachAsync_HigherEpoch_SparesProcessesOfOtherVolumes()
    {
        Directory.CreateDirectory(content + "-of-another");
        using var other = ChildProcess.Run("sh", "-c", "cd \"$1-of-another\" && echo here && exec sleep 1000", "sh", content);
        Assert.Equal("here", await other.ReadLineAsync());

        await provider.AttachAsync(Name, "node-2", 2, Cancel);

        Assert.False(other.Process.HasExited);
    }

    [Fact]
    public async Task AttachAsync_ThisProcessHasAFileOpen_IsSpared()
    {
        await using var open = File.Create(Path.Combine(content, "open"));

        await provider.AttachAsync(Name, "node-2", 2, Cancel);
    }

    [Fact]
    public async Task AttachAsync_TwoProcessesContend_OneHolderIsLeft()
    {
        var volumes = folder.File("volumes");
        using var a = ChildProcess.Start("attach", volumes, Name, "node-a", "1", "20", "2");
        using var b = ChildProcess.Start("attach", volumes, Name, "node-b", "2", "20", "2");

        await a.EndedWellAsync();
        await b.EndedWellAsync();

        var found = await provider.FindAsync(Name, Cancel);
        Assert.Equal(("node-b", 42L), (found!.Node, found.Epoch));
        await provider.AttachAsync(Name, "node-1", 100, Cancel);
        Assert.Empty(VolumeHolders.Find(content));
    }
}
