namespace FireCamp.Engine.Metadata;

/// <summary>A version number that rises, and those who wait for it to.</summary>
internal sealed class ChangeSignal(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = New();
    private long version = 1;

    public long Version => Interlocked.Read(ref version);

    /// <summary>The version has risen and all who waited return.</summary>
    public void Raise()
    {
        lock (gate)
        {
            RaiseTo(version + 1);
        }
    }

    /// <summary>The version is at least this; all who waited return if it has risen.</summary>
    public void RaiseTo(long least)
    {
        TaskCompletionSource raised;
        lock (gate)
        {
            if (least <= version)
            {
                return;
            }

            raised = next;
            next = New();
            version = least;
        }

        raised.TrySetResult();
    }

    /// <summary>All who wait now end with the exception; later ones wait again.</summary>
    public void Fail(Exception exception)
    {
        TaskCompletionSource failed;
        lock (gate)
        {
            failed = next;
            next = New();
        }

        Fail(failed, exception);
    }

    /// <summary>All who wait, now or later, end with the exception.</summary>
    public void End(Exception exception)
    {
        lock (gate)
        {
            Fail(next, exception);
        }
    }

    /// <summary>The version once it differs from <paramref name="seen"/>, or after <paramref name="atMost"/>.</summary>
    public async Task<long> WaitAsync(long seen, TimeSpan atMost, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Task change;
        lock (gate)
        {
            if (version != seen)
            {
                return version;
            }

            change = next.Task;
        }

        // Time running out is the usual end, which an exception would make dear.
        await change.WaitAsync(atMost, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        if (change.IsFaulted)
        {
            await change.ConfigureAwait(false);
        }

        return Version;
    }

    private static void Fail(TaskCompletionSource waiting, Exception exception)
    {
        waiting.TrySetException(exception);
        // Observed here, so that a failure that nobody waited for is not reported as lost.
        _ = waiting.Task.Exception;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
