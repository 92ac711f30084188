namespace FireCamp.Engine.Metadata;

/// <summary>A connection that its users take turns on, off their own threads.</summary>
/// <param name="open">Opens the connection at its first use.</param>
internal sealed class SqliteLane(string path, Func<SqliteDatabase> open, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long somebody else may keep the store locked; a write takes about a millisecond.</summary>
    private static readonly TimeSpan LockedAtMost = TimeSpan.FromSeconds(5);

    /// <summary>After so long it is worth a look whether whoever has it locked is stopped. A lease outlasts several such looks.</summary>
    private static readonly TimeSpan SuspectAfter = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    /// <summary>How long one piece of work may take, with its waiting for a lock; longer means that the disk hangs.</summary>
    private static readonly TimeSpan TurnAtMost = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan QueueLook = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private long turnBegan;
    private long lastBusy;
    private long busySince;
    private long suspected;
    private SqliteDatabase? database;
    private bool disposed;

    /// <summary>Runs the work; again while another process is at the store.</summary>
    /// <remarks>Cancelling ends the waiting at once. Work that has begun then ends by itself, and what it wrote stands.</remarks>
    public async Task<T> RunAsync<T>(Func<SqliteDatabase, T> work, CancellationToken cancel)
    {
        // A long queue is no failure while those before us are served.
        while (!await turn.WaitAsync(QueueLook, cancel).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(Volatile.Read(ref turnBegan)) > TurnAtMost)
            {
                throw new StoreUnavailableException(path, $"its disk hasn't answered for {TurnAtMost.TotalSeconds:0} s.");
            }
        }

        turnBegan = time.GetTimestamp();
        // The turn ends with the work, not with the waiting for it.
        return await Task.Run(() => RunInTurnAsync(work, cancel), CancellationToken.None)
            .WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Runs the work at once and on this thread; false, without having run it, when somebody else is at the store.</summary>
    public bool TryRun(Func<SqliteDatabase, bool> work)
    {
        if (!turn.Wait(0))
        {
            return false;
        }

        turnBegan = time.GetTimestamp();
        try
        {
            return work(Database());
        }
        catch (SqliteFailure e) when (e.IsBusy)
        {
            return false;
        }
        catch (SqliteFailure e)
        {
            throw e.ForStore(path);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        disposed = true;
        database?.Dispose();
        database = null;
        turn.Release();
    }

    private async Task<T> RunInTurnAsync<T>(Func<SqliteDatabase, T> work, CancellationToken cancel)
    {
        try
        {
            for (var pause = TimeSpan.FromMilliseconds(1); ; pause = pause < LongestPause ? pause * 2 : LongestPause)
            {
                cancel.ThrowIfCancellationRequested();
                try
                {
                    var result = work(Database());
                    lastBusy = 0;
                    return result;
                }
                catch (SqliteFailure e) when (e.IsBusy)
                {
                    var busy = BusyFor();
                    if (busy > LockedAtMost)
                    {
                        throw new StoreUnavailableException(
                            path, $"somebody has kept it locked for {LockedAtMost.TotalSeconds:0} s.", e);
                    }

                    if (busy > SuspectAfter && time.GetElapsedTime(suspected) > SuspectAfter)
                    {
                        await StoppedLockHolder.LetFinishAsync(path, time, cancel).ConfigureAwait(false);
                        suspected = time.GetTimestamp();
                    }
                }
                catch (SqliteFailure e)
                {
                    throw e.ForStore(path);
                }

                await Task.Delay(pause, time, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private SqliteDatabase Database()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        // What is written to a file that has been deleted is lost, however well SQLite goes on with it.
        return File.Exists(path)
            ? database ??= open()
            : throw new StoreUnavailableException(path, "there is no such file.");
    }

    // Over several pieces of work, so that a queue behind a lock fails at once and not each after its own 5 s. Busy looks
    // that lie apart are of different locks.
    private TimeSpan BusyFor()
    {
        var now = time.GetTimestamp();
        if (lastBusy == 0 || time.GetElapsedTime(lastBusy, now) > QueueLook)
        {
            busySince = now;
        }

        lastBusy = now;
        return time.GetElapsedTime(busySince, now);
    }
}
