using System.Collections.Concurrent;

namespace FireCamp.Lab.Watches;

/// <summary>Looks at something all the time and keeps what must never be seen.</summary>
public abstract class Watch : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> violations = new();
    private Task? looking;

    /// <summary>How often it looked.</summary>
    public int Looks { get; private set; }

    protected abstract TimeSpan Between { get; }

    /// <summary>Starts looking.</summary>
    public void Start() => looking ??= Task.Run(LookAsync);

    /// <summary>Stops looking. A look that failed fails here.</summary>
    /// <returns>What was seen and must not be.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await stop.CancelAsync();
        await (looking ?? Task.CompletedTask);
        return [.. violations];
    }

    public virtual async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await (looking ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    protected abstract Task LookOnceAsync(CancellationToken cancel);

    protected void Report(string violation) => violations.Enqueue(violation);

    private async Task LookAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await LookOnceAsync(stop.Token);
                Looks++;
                await Soon.PauseAsync(Between, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
}
