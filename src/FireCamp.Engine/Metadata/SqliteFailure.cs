using SQLitePCL;

namespace FireCamp.Engine.Metadata;

/// <summary>What SQLite answered, before it is said in the store's own terms.</summary>
internal sealed class SqliteFailure(int code, string text) : Exception($"{text} (SQLite code {code})")
{
    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>Somebody else is at it, or has just been: the same call may succeed in a moment.</summary>
    public bool IsBusy => (Code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;

    /// <summary>The failure as the store's users know it.</summary>
    public Exception ForStore(string path) => (Code & 0xFF) switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_ERROR
            => new StoreDamagedException(path, Message, this),
        raw.SQLITE_FULL => new StoreUnavailableException(path, "its disk is full.", this),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_CANTOPEN
            => new StoreUnavailableException(path, $"it can't be opened for reading and writing: {Message}", this),
        raw.SQLITE_IOERR when IsDiskFull(path) => new StoreUnavailableException(path, "its disk is full.", this),
        _ => new StoreUnavailableException(path, Message, this),
    };

    // SQLite says "disk I/O error" where the file that it can't make larger is not the database but one beside it.
    private static bool IsDiskFull(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < 64 * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
