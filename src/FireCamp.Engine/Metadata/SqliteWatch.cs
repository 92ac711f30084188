namespace FireCamp.Engine.Metadata;

/// <summary>Notices changes of the store, whoever made them.</summary>
/// <remarks>
/// SQLite's <c>data_version</c> changes with every commit of another connection, so the watch has a connection that
/// writes nothing. One look costs a few microseconds. One loop serves all who wait, and rests while nobody does.
/// </remarks>
internal sealed class SqliteWatch(SqliteLane lane, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Between two looks soon after a change: changes come in groups.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Between two looks while nothing happens; bounds how late a change is noticed.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long after a change looks are frequent.</summary>
    private static readonly TimeSpan Lively = TimeSpan.FromSeconds(1);

    private readonly ChangeSignal changes = new(time);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private readonly SemaphoreSlim nudge = new(0, 1);
    private Task loop = Task.CompletedTask;
    private bool looping;
    private int waiting;
    private long seen = -1;

    /// <summary>The version now, with every change in it that was acknowledged before the call.</summary>
    public async Task<long> VersionAsync(CancellationToken cancel)
    {
        await LookAsync(cancel).ConfigureAwait(false);
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
            Leave();
        }
    }

    /// <summary>This process has just changed something: those who wait need not wait for the next look.</summary>
    public void Nudge()
    {
        lock (gate)
        {
            if (waiting > 0 && nudge.CurrentCount == 0)
            {
                nudge.Release();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        changes.End(new ObjectDisposedException(nameof(SqliteMetadataStore)));
        await lane.DisposeAsync().ConfigureAwait(false);
    }

    private void Enter()
    {
        lock (gate)
        {
            waiting++;
            if (!looping)
            {
                looping = true;
                loop = Task.Run(LoopAsync);
            }
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            waiting--;
        }
    }

    private bool GoOn()
    {
        lock (gate)
        {
            return looping = waiting > 0 && !ended.IsCancellationRequested;
        }
    }

    private async Task LoopAsync()
    {
        var changed = time.GetTimestamp();
        while (GoOn())
        {
            try
            {
                await nudge.WaitAsync(time.GetElapsedTime(changed) < Lively ? ShortPause : LongPause, ended.Token)
                    .ConfigureAwait(false);
                if (await LookAsync(ended.Token).ConfigureAwait(false))
                {
                    changed = time.GetTimestamp();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                changes.Fail(e);
            }
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        // Compared within the lane's turn, so that two looks at once count one change once.
        var changed = await lane.RunAsync(
            database => Interlocked.Exchange(ref seen, Version(database)) is var before && before != Interlocked.Read(ref seen),
            cancel).ConfigureAwait(false);
        if (changed)
        {
            changes.Raise();
        }

        return changed;
    }

    private static long Version(SqliteDatabase database) => database.Number("PRAGMA data_version");
}
