namespace FireCamp.Engine.Metadata;

/// <summary>Notices changes of the store, whoever made them.</summary>
/// <remarks>
/// SQLite's <c>data_version</c> changes with every commit of another connection, so the watch has a connection that
/// writes nothing. One thread looks for all who wait, and rests while nobody does. A thread of its own, because agents
/// do this all their life: a look then costs some 20 µs, and a fifth of what it does as a timer on the thread pool.
/// </remarks>
internal sealed class SqliteWatch : IAsyncDisposable
{
    /// <summary>Between two looks soon after a change: changes come in groups.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Between two looks while nothing happens; bounds how late a change is noticed.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(40);

    /// <summary>How long after a change looks are frequent.</summary>
    private static readonly TimeSpan Lively = TimeSpan.FromMilliseconds(300);

    private readonly SqliteLane lane;
    private readonly TimeProvider time;
    private readonly ChangeSignal changes;
    private readonly Lock gate = new();
    private readonly AutoResetEvent nudge = new(false);
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool started;
    private bool ended;
    private int waiting;
    private long seen = -1;

    public SqliteWatch(SqliteLane lane, TimeProvider time)
    {
        this.lane = lane;
        this.time = time;
        changes = new ChangeSignal(time);
    }

    /// <summary>The version now, with every change in it that was acknowledged before the call.</summary>
    public async Task<long> VersionAsync(CancellationToken cancel)
    {
        await lane.RunAsync(Look, cancel).ConfigureAwait(false);
        return changes.Version;
    }

    public async Task<long> WaitAsync(long version, TimeSpan atMost, CancellationToken cancel)
    {
        if (await VersionAsync(cancel).ConfigureAwait(false) is var now && now != version)
        {
            return now;
        }

        Enter();
        try
        {
            return await changes.WaitAsync(version, atMost, cancel).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>This process has just changed something: those who wait need not wait for the next look.</summary>
    public void Nudge()
    {
        if (Volatile.Read(ref waiting) > 0)
        {
            nudge.Set();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            ended = true;
            if (!started)
            {
                finished.TrySetResult();
            }
        }

        nudge.Set();
        await finished.Task.ConfigureAwait(false);
        changes.End(new ObjectDisposedException(nameof(SqliteMetadataStore)));
        await lane.DisposeAsync().ConfigureAwait(false);
    }

    private void Enter()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ended, typeof(SqliteMetadataStore));
            // The thread rests without a time limit while nobody waits.
            if (Interlocked.Increment(ref waiting) == 1)
            {
                nudge.Set();
            }

            if (!started)
            {
                started = true;
                new Thread(LookOn) { IsBackground = true, Name = "store watch" }.Start();
            }
        }
    }

    private void LookOn()
    {
        var changed = time.GetTimestamp();
        while (!Volatile.Read(ref ended))
        {
            var pause = time.GetElapsedTime(changed) < Lively ? ShortPause : LongPause;
            nudge.WaitOne(Volatile.Read(ref waiting) > 0 ? pause : Timeout.InfiniteTimeSpan);
            try
            {
                if (lane.TryRun(Look))
                {
                    changed = time.GetTimestamp();
                }
            }
            catch (Exception e)
            {
                changes.Fail(e);
            }
        }

        finished.TrySetResult();
    }

    // Runs in the lane's turn, so that two looks at once count one change once.
    private bool Look(SqliteDatabase database)
    {
        var version = database.Number("PRAGMA data_version");
        if (version == seen)
        {
            return false;
        }

        seen = version;
        changes.Raise();
        return true;
    }
}
