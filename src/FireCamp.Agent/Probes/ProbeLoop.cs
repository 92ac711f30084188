namespace FireCamp.Agent.Probes;

/// <summary>Asks a member how it is, every 100 ms until it is ready for the first time, then every second; never twice at once.</summary>
/// <remarks>
/// Where asking costs next to nothing, a connection and no process, often means every 25 ms until the member is caught up;
/// elsewhere it does for half a second after the answer changed, as one change is mostly followed by the next.
/// For 30 s after an answer that differs from the one before, it asks often for as long as the member is not caught up; and for
/// 10 s after the member became ready, where asking costs next to nothing: what it joins is mostly still coming together.
/// </remarks>
internal sealed class ProbeLoop(IProbe probe, TimeProvider time)
{
    private static readonly TimeSpan UntilReady = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan QuickAfterChange = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OnceReady = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CatchingUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ComingTogether = TimeSpan.FromSeconds(10);

    private readonly bool isCheap = probe is TcpProbe;
    private ProbeAnswer? last;
    private long changedAt;
    private long readyAt;

    /// <summary>How long the last probe took.</summary>
    public TimeSpan LastDuration { get; private set; }

    /// <summary>Goes on until cancelled; <paramref name="answered"/> gets each answer.</summary>
    public async Task RunAsync(Action<ProbeAnswer> answered, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            ProbeAnswer answer;
            try
            {
                answer = await probe.AskAsync(cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            LastDuration = time.GetElapsedTime(started);
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            answered(answer);
            await Task.Delay(PauseAfter(answer), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan PauseAfter(ProbeAnswer answer)
    {
        var now = time.GetTimestamp();
        if (last is null || answer with { Lag = null } != last with { Lag = null })
        {
            changedAt = now;
        }

        if (answer.Ready && readyAt == 0)
        {
            readyAt = now;
        }

        last = answer;
        var isCatchingUp = !answer.CaughtUp && time.GetElapsedTime(changedAt, now) < CatchingUp;
        if (readyAt == 0 || isCatchingUp)
        {
            return isCheap || time.GetElapsedTime(changedAt, now) < QuickAfterChange ? Quick : UntilReady;
        }

        return isCheap && time.GetElapsedTime(readyAt, now) < ComingTogether ? UntilReady : OnceReady;
    }
}
