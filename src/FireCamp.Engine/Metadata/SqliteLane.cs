namespace FireCamp.Engine.Metadata;

/// <summary>A connection that its users take turns on, off their own threads.</summary>
/// <param name="open">Opens the connection at its first use.</param>
internal sealed class SqliteLane(string path, Func<SqliteDatabase> open, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long somebody else may keep the store locked; a write takes about a millisecond.</summary>
    private static readonly TimeSpan LockedAtMost = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim turn = new(1, 1);
    private SqliteDatabase? database;
    private bool disposed;

    /// <summary>Runs the work; again while another process is at the store.</summary>
    /// <remarks>Cancelling ends the waiting at once. Work that has begun then ends by itself, and what it wrote stands.</remarks>
    public async Task<T> RunAsync<T>(Func<SqliteDatabase, T> work, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        if (!await turn.WaitAsync(LockedAtMost, cancel).ConfigureAwait(false))
        {
            throw Locked();
        }

        // The turn ends with the work, not with the waiting for it.
        return await Task.Run(() => RunInTurnAsync(work, started, cancel), CancellationToken.None)
            .WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Runs the work at once and on this thread; false, without having run it, when somebody else is at the store.</summary>
    public bool TryRun(Func<SqliteDatabase, bool> work)
    {
        if (!turn.Wait(0))
        {
            return false;
        }

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

    private async Task<T> RunInTurnAsync<T>(Func<SqliteDatabase, T> work, long started, CancellationToken cancel)
    {
        try
        {
            for (var pause = TimeSpan.FromMilliseconds(1); ; pause = pause < LongestPause ? pause * 2 : LongestPause)
            {
                cancel.ThrowIfCancellationRequested();
                try
                {
                    return work(Database());
                }
                catch (SqliteFailure e) when (e.IsBusy)
                {
                    if (time.GetElapsedTime(started) > LockedAtMost)
                    {
                        throw Locked(e);
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

    private StoreUnavailableException Locked(Exception? inner = null)
        => new(path, $"somebody has kept it locked for {LockedAtMost.TotalSeconds:0} s.", inner);
}
