using FireCamp.Agent.Members;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Containers;

/// <summary>A member's container from its gate to its end.</summary>
/// <remarks>Its end is seen, and brought about, by its first process: the kernel ends the whole container with that, without dockerd.</remarks>
internal sealed class ContainerProcess : IMemberProcess
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly FoundContainer container;
    private readonly ContainerTools tools;
    private readonly Func<Task> letGo;
    private readonly Action<ContainerProcess> left;
    private readonly Task<int?> exitCode;

    /// <param name="letGo">Opens its gate.</param>
    /// <param name="left">Called once it has ended and is disposed.</param>
    public ContainerProcess(FoundContainer container, ContainerTools tools, Func<Task> letGo, Action<ContainerProcess> left)
    {
        (this.container, this.tools, this.letGo, this.left) = (container, tools, letGo, left);
        tools.Children.Add(container.First);
        exitCode = FindExitCodeAsync();
    }

    public int Id => container.First.Id;

    public string ContainerId => container.Id;

    public Task Ended => container.First.Ended;

    /// <summary>128 + the signal when one killed it; null when dockerd doesn't say. Known a little after <see cref="Ended"/>.</summary>
    public Task<int?> ExitCode => exitCode;

    public Task LetGoAsync(CancellationToken cancel) => letGo();

    public async Task ReadAsync(Action<string, string> line)
    {
        var since = container.IsLetGo ? tools.Time.GetUtcNow().ToUnixTimeSeconds() : 0;
        for (var failing = false; ;)
        {
            try
            {
                var log = await tools.Docker.OpenLogAsync(container.Id, since, CancellationToken.None).ConfigureAwait(false);
                await using var _ = log.ConfigureAwait(false);
                await DockerLog.ReadAsync(log, line).ConfigureAwait(false);
            }
            catch (DockerException e)
            {
                tools.Log.WriteOnce(ref failing, e.Message);
            }

            since = tools.Time.GetUtcNow().ToUnixTimeSeconds();
            if (Ended.IsCompleted)
            {
                return;
            }

            // The stream ends with the container, or because dockerd is being started again.
            await Task.WhenAny(Ended, Task.Delay(RetryAfter, tools.Time, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    public void Signal(int signal)
    {
        var isHeard = container.First.Catches(signal);
        container.First.Signal(signal);
        if (!isHeard)
        {
            _ = RepeatAsync(signal);
        }
    }

    public void Kill() => container.First.Kill();

    public async Task<string> HowEndedAsync()
        => await exitCode.ConfigureAwait(false) is { } code ? Signals.Describe(code) : "an exit code that dockerd doesn't tell";

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Ended.ConfigureAwait(false);
        await exitCode.ConfigureAwait(false);
        tools.Children.Remove(container.First);
        container.Dispose();
        left(this);
    }

    // A container's first process ignores what it hasn't asked for, so a signal that comes before the server is up is lost.
    private async Task RepeatAsync(int signal)
    {
        while (!Ended.IsCompleted)
        {
            await Task.WhenAny(Ended, Task.Delay(LookEvery, tools.Time, CancellationToken.None)).ConfigureAwait(false);
            if (container.First.Catches(signal))
            {
                container.First.Signal(signal);
                return;
            }
        }
    }

    private async Task<int?> FindExitCodeAsync()
    {
        await Ended.ConfigureAwait(false);
        try
        {
            // Docker answers once it has cleaned up, which includes that it was told that the volumes are unmounted.
            for (var looks = 0; looks < 20; looks++)
            {
                if (await tools.Docker.FindAsync(container.Id, CancellationToken.None).ConfigureAwait(false) is not { } found)
                {
                    return null;
                }

                if (!found.State.Running)
                {
                    return found.State.ExitCode;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), tools.Time, CancellationToken.None).ConfigureAwait(false);
            }

            return null;
        }
        catch (DockerException)
        {
            return null;
        }
    }
}
