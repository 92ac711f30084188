namespace FireCamp.Agent.Supervision;

/// <summary>Runs commands to their end.</summary>
/// <param name="mayRun">Looked at once the process exists and before it is let go: whether this node still has its lease.</param>
internal sealed class CommandRunner(Launcher launcher, Func<bool> mayRun, TimeProvider time)
{
    /// <summary>How long output may still come after the process ended: from what it left behind.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the command; kills it with all that it started when it takes too long or is cancelled.</summary>
    /// <param name="output">Gets each line with its stream (<c>out</c>, <c>err</c>), one at a time.</param>
    public async Task<CommandEnd> RunAsync(
        LaunchSpec spec, string? input, TimeSpan timeout, Action<string, string> output, CancellationToken cancel)
    {
        var child = await launcher.StartAsync(spec).ConfigureAwait(false);
        await using var _ = child.ConfigureAwait(false);
        if (!mayRun())
        {
            throw new LeaseLostException();
        }

        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var ending = either.Token.Register(child.Kill);
        var readers = child.ReadAsync(output);
        await child.LetGo(input, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var exitCode = await child.Exited.ConfigureAwait(false);
        await Task.WhenAny(readers, Task.Delay(OutputGrace, time, CancellationToken.None)).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return new CommandEnd(exitCode, deadline.IsCancellationRequested);
    }
}
