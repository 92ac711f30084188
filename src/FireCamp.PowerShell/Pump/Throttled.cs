namespace FireCamp.PowerShell.Pump;

/// <summary>Passes reports on at most ten times a second: the newest one, on the context that made this object.</summary>
internal sealed class Throttled<T> : IProgress<T>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly SynchronizationContext? context = SynchronizationContext.Current;
    private readonly Action<T> handler;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private T latest = default!;
    private long? delivered;
    private bool scheduled;
    private bool closed;

    public Throttled(Action<T> handler, TimeProvider time)
    {
        this.handler = handler;
        this.time = time;
        timer = time.CreateTimer(_ => Deliver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Report(T value)
    {
        lock (gate)
        {
            latest = value;
            if (closed || scheduled)
            {
                return;
            }

            scheduled = true;
            var wait = delivered is { } last ? Interval - time.GetElapsedTime(last) : TimeSpan.Zero;
            timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Nothing is passed on from now on.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
        }

        timer.Dispose();
    }

    private void Deliver()
    {
        if (context is null)
        {
            Pass();
        }
        else
        {
            context.Post(_ => Pass(), null);
        }
    }

    private void Pass()
    {
        T value;
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            value = latest;
            scheduled = false;
            delivered = time.GetTimestamp();
        }

        handler(value);
    }
}
