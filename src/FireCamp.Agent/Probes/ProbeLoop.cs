namespace FireCamp.Agent.Probes;

/// <summary>Asks a member how it is, every 100 ms until it is ready for the first time, then every second; never twice at once.</summary>
internal sealed class ProbeLoop(IProbe probe, TimeProvider time)
{
    private static readonly TimeSpan UntilReady = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OnceReady = TimeSpan.FromSeconds(1);

    /// <summary>How long the last probe took.</summary>
    public TimeSpan LastDuration { get; private set; }

    /// <summary>Goes on until cancelled; <paramref name="answered"/> gets each answer.</summary>
    public async Task RunAsync(Action<ProbeAnswer> answered, CancellationToken cancel)
    {
        var pause = UntilReady;
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
            pause = answer.Ready ? OnceReady : pause;
            await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
