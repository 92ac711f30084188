using FireCamp.Lab;

namespace FireCamp.Story.Tests;

/// <summary>Runs a story in a cluster of its own, shows what became of the cluster when it fails, and leaves nothing behind.</summary>
internal static class Story
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    /// <summary>A cluster of three nodes is up when the story begins; it is removed after it.</summary>
    public static Task RunAsync(string purpose, Func<LabCluster, CancellationToken, Task> story)
        => RunAsync(cancel => LabCluster.StartAsync(purpose, cancel), story);

    /// <summary>The story makes its cluster itself.</summary>
    public static Task RunUnmadeAsync(string purpose, Func<LabCluster, CancellationToken, Task> story)
        => RunAsync(_ => Task.FromResult(LabCluster.Unmade(purpose)), story);

    /// <summary>Information for the reader of the test's output; nothing is asserted on it.</summary>
    public static void Tell(string text)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Console.WriteLine($"{TestContext.Current.TestClass?.TestClassSimpleName}: {text}");
    }

    private static async Task RunAsync(
        Func<CancellationToken, Task<LabCluster>> start, Func<LabCluster, CancellationToken, Task> story)
    {
        Requirements.RequireAgent();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        await using var lab = await start(deadline.Token);
        try
        {
            await story(lab, deadline.Token);
            await LeaveNothingAsync(lab, deadline.Token);
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(await Evidence.OfAsync(lab));
            throw;
        }
    }

    /// <summary>Removing the cluster leaves no process, no file and no line in the hosts file.</summary>
    private static async Task LeaveNothingAsync(LabCluster lab, CancellationToken cancel)
    {
        await lab.RemoveAsync(cancel);
        Assert.Empty(lab.Processes());
        Assert.False(Directory.Exists(lab.Paths.ClusterFolder), $"{lab.Paths.ClusterFolder} is still there");
        Assert.Empty(LabHome.HostsLines(lab.Name));
    }
}
