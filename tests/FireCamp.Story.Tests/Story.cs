using FireCamp.Lab;

namespace FireCamp.Story.Tests;

/// <summary>Runs a story in a cluster of its own, shows what became of the cluster when it fails, and leaves nothing behind.</summary>
internal static class Story
{
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    /// <summary>A cluster of three nodes is up when the story begins; it is removed after it.</summary>
    public static Task RunAsync(string purpose, Func<LocalLabCluster, CancellationToken, Task> story)
        => RunAsync(cancel => LocalLabCluster.StartAsync(purpose, cancel), story);

    /// <summary>The story makes its cluster itself.</summary>
    public static Task RunUnmadeAsync(string purpose, Func<LocalLabCluster, CancellationToken, Task> story)
        => RunAsync(_ => Task.FromResult(LocalLabCluster.Unmade(purpose)), story);

    /// <summary>A cluster that is there when the story begins; it is removed after it.</summary>
    /// <param name="within">The deadline of it all; default <see cref="Deadline"/>.</param>
    public static async Task RunAsync<T>(Func<CancellationToken, Task<T>> start, Func<T, CancellationToken, Task> story, TimeSpan? within = null)
        where T : LabCluster
    {
        Requirements.RequireAgent();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(within ?? Deadline);
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

    /// <summary>Information for the reader of the test's output; nothing is asserted on it.</summary>
    public static void Tell(string text)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Console.WriteLine($"{TestContext.Current.TestClass?.TestClassSimpleName}: {text}");
    }

    /// <summary>Removing the cluster leaves no process, no file and no name.</summary>
    private static async Task LeaveNothingAsync(LabCluster lab, CancellationToken cancel)
    {
        await lab.RemoveAsync(cancel);
        Assert.Empty(lab.Remains());
    }
}
