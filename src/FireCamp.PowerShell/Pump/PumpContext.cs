using System.Collections.Concurrent;
using System.Management.Automation;

namespace FireCamp.PowerShell.Pump;

/// <summary>Runs what is posted to it on the thread that pumps it: the pipeline's, where a cmdlet may write.</summary>
internal sealed class PumpContext : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> queue = [];

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The pump has ended. A late continuation still runs, but its writes to the pipeline go nowhere.
            ThreadPool.QueueUserWorkItem(_ => RunLate(d, state));
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Nothing is queued from now on; <see cref="Run"/> returns once it has run what is.</summary>
    public void Complete() => queue.CompleteAdding();

    /// <summary>Runs what is posted until <see cref="Complete"/>; an exception of a callback comes out.</summary>
    public void Run()
    {
        foreach (var (callback, state) in queue.GetConsumingEnumerable())
        {
            callback(state);
        }
    }

    /// <summary>Runs what is posted until <see cref="Complete"/> or until time is up, and lets no exception out.</summary>
    public void Drain(TimeSpan atMost)
    {
        using var time = new CancellationTokenSource(atMost);
        try
        {
            foreach (var (callback, state) in queue.GetConsumingEnumerable(time.Token))
            {
                RunLate(callback, state);
            }
        }
        catch (OperationCanceledException)
        {
            // The body did not heed its cancellation in time; it ends without us.
        }
    }

    public void Dispose() => queue.Dispose();

    private static void RunLate(SendOrPostCallback callback, object? state)
    {
        try
        {
            callback(state);
        }
        catch (Exception e) when (e is InvalidOperationException or RuntimeException)
        {
            // A cmdlet may not write once its pipeline is over.
        }
    }
}
