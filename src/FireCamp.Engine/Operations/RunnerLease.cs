namespace FireCamp.Engine.Operations;

/// <summary>Gives the signs of life of a runner for as long as it isn't disposed.</summary>
internal sealed class RunnerLease : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task beating;

    public RunnerLease(OperationLog log, TimeSpan interval, TimeProvider time)
        => beating = BeatAsync(log, interval, time, stop.Token);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await beating.ConfigureAwait(false);
        stop.Dispose();
    }

    private static async Task BeatAsync(OperationLog log, TimeSpan interval, TimeProvider time, CancellationToken cancel)
    {
        while (!log.Lost.IsCancellationRequested)
        {
            await Task.Delay(interval, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            // A failed write cancels the log's Lost, which is how the run learns of it.
            await log.BeatAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
