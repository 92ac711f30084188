namespace FireCamp.Agent.Probes;

/// <summary>Asks a member how it is: often until it is ready and caught up, then every second; never twice at once.</summary>
/// <remarks>
/// <para>Where asking costs next to nothing, a connection and no process, often means every 25 ms. And for 10 s after the member became
/// ready it means every 100 ms: what it joins is mostly still coming together.</para>
/// <para>Elsewhere it means 25 ms after an answer that differs from the one before, and twice as long after each that doesn't, up to
/// 100 ms; or up to 500 ms for a member that says in <c>run/phase</c> what it does, which is asked at once when that changes.</para>
/// <para>A ready member that doesn't catch up is asked every second once its answer has been the same for 30 s.</para>
/// </remarks>
internal sealed class ProbeLoop(IProbe first, TimeProvider time)
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OftenIfItSays = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OnceReady = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CatchingUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ComingTogether = TimeSpan.FromSeconds(10);

    private readonly Looks looks = new();
    private volatile IProbe probe = first;
    private TimeSpan pause = Quick;
    private ProbeAnswer? last;
    private long changedAt;
    private long readyAt;

    /// <summary>What is asked from the next time on; the member is the same.</summary>
    public IProbe Probe
    {
        set => probe = value;
    }

    private bool IsCheap => probe is TcpProbe;

    /// <summary>How long the last probe took.</summary>
    public TimeSpan LastDuration { get; private set; }

    /// <summary>Goes on until cancelled; <paramref name="answered"/> gets each answer.</summary>
    public async Task RunAsync(Action<ProbeAnswer> answered, CancellationToken cancel)
    {
        TaskCompletionSource? look = null;
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                look = looks.Begin();
                if (await AskAsync(cancel).ConfigureAwait(false) is not { } answer)
                {
                    break;
                }

                answered(answer);
                look.TrySetResult();
                Take(answer);
                await PauseUnlessAskedAsync(cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            look?.TrySetCanceled(CancellationToken.None);
            looks.End();
        }
    }

    /// <summary>
    /// Returns once a probe that began after the call has been answered: asks at once, or as soon as the one that is under way has ended.
    /// </summary>
    /// <exception cref="OperationCanceledException">There is no such probe any more, or <paramref name="cancel"/> came first.</exception>
    public Task LookAsync(CancellationToken cancel) => looks.AskAsync().WaitAsync(cancel);

    /// <summary>The answer; null once cancelled.</summary>
    private async Task<ProbeAnswer?> AskAsync(CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        try
        {
            var answer = await probe.AskAsync(cancel).ConfigureAwait(false);
            LastDuration = time.GetElapsedTime(started);
            return cancel.IsCancellationRequested ? null : answer;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Take(ProbeAnswer answer)
    {
        var now = time.GetTimestamp();
        var hasChanged = last is null || answer with { Lag = null } != last with { Lag = null };
        (changedAt, last) = (hasChanged ? now : changedAt, answer);
        if (answer.Ready && readyAt == 0)
        {
            readyAt = now;
        }

        pause = IsCheap || hasChanged ? Quick : pause < OftenIfItSays ? pause * 2 : pause;
    }

    private async Task PauseUnlessAskedAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(PauseAsync(over.Token), looks.Asked).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    private Task PauseAsync(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        var isCatchingUp = !last!.CaughtUp && time.GetElapsedTime(changedAt, now) < CatchingUp;
        if (readyAt != 0 && !isCatchingUp)
        {
            return Task.Delay(IsCheap && time.GetElapsedTime(readyAt, now) < ComingTogether ? Often : OnceReady, time, cancel);
        }

        var said = probe.Said;
        var longest = said is null ? Often : OftenIfItSays;
        pause = pause < longest ? pause : longest;
        return said is null ? Task.Delay(pause, time, cancel) : UnlessItSaysAsync(said.Value, cancel);
    }

    // Looking at a file costs a thousandth of what a process does.
    private async Task UnlessItSaysAsync(DateTime said, CancellationToken cancel)
    {
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < pause;)
        {
            await Task.Delay(Quick, time, cancel).ConfigureAwait(false);
            if (probe.Said != said)
            {
                pause = Quick;
                return;
            }
        }
    }
}
