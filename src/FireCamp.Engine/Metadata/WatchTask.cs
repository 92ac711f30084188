namespace FireCamp.Engine.Metadata;

/// <summary>The one task that looks for all who wait for changes: begun for the first of them, at rest while there is none.</summary>
/// <param name="store">The store's type, for those who ask when it is closed.</param>
/// <param name="look">Looks on until <see cref="TryRest"/> succeeds.</param>
internal sealed class WatchTask(Type store, Func<CancellationToken, Task> look) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private TaskCompletionSource needed = New();
    private Task running = Task.CompletedTask;
    private bool started;
    private int waiting;

    public bool IsNeeded => Volatile.Read(ref waiting) > 0;

    /// <summary>While it runs, it is looked.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<long> DuringAsync(Func<Task<long>> wait, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Enter();
        try
        {
            return await wait().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>Whether nobody waits: then looking may end, and begins anew for the next one who does.</summary>
    public bool TryRest()
    {
        lock (gate)
        {
            if (IsNeeded)
            {
                return false;
            }

            needed = New();
            return true;
        }
    }

    /// <summary>Looking is about to end, and nobody begins to wait any more.</summary>
    public Task StopAsync()
    {
        lock (gate)
        {
            started = true;
        }

        return stop.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Enter()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, store);
            Interlocked.Increment(ref waiting);
            needed.TrySetResult();
            if (!started)
            {
                started = true;
                running = Task.Run(RunAsync);
            }
        }
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            await needed.Task.WaitAsync(stop.Token).ConfigureAwait(false);
            await look(stop.Token).ConfigureAwait(false);
        }
    }
}
