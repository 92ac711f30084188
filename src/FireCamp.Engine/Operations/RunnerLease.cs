namespace FireCamp.Engine.Operations;

/// <summary>Gives the signs of life of a runner for as long as it isn't disposed.</summary>
internal sealed class RunnerLease : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task beating;

    /// <param name="beat">Gives one. Where it fails it cancels <paramref name="lost"/>, which is how the work learns of it.</param>
    /// <param name="lost">Cancelled once there is nothing left to give signs of.</param>
    public RunnerLease(Func<Task> beat, TimeSpan interval, TimeProvider time, CancellationToken lost)
        => beating = BeatAsync(beat, interval, time, lost);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await beating.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task BeatAsync(Func<Task> beat, TimeSpan interval, TimeProvider time, CancellationToken lost)
    {
        while (!lost.IsCancellationRequested)
        {
            await Task.Delay(interval, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            await beat().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
