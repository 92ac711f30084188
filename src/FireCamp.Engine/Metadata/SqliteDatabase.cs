using SQLitePCL;

namespace FireCamp.Engine.Metadata;

/// <summary>One connection to a SQLite file, used by one thread at a time. Throws <see cref="SqliteFailure"/>.</summary>
/// <remarks>
/// Beneath ADO.NET on purpose: Microsoft.Data.Sqlite answers "busy" by sleeping 150 ms on the caller's thread, which a
/// node's lease can't afford. The file is never opened by other means in this process: closing any descriptor of it
/// would drop the locks that SQLite holds for the whole process.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 handle;
    private readonly Dictionary<string, sqlite3_stmt> statements = [];

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle) => this.handle = handle;

    public static SqliteDatabase Open(string path, bool create)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            using (handle)
            {
                throw Failure(handle, code);
            }
        }

        var database = new SqliteDatabase(handle);
        // A few milliseconds within SQLite bridge the usual contention; longer waits are asynchronous and can be cancelled.
        _ = raw.sqlite3_busy_timeout(handle, 5);
        return database;
    }

    /// <summary>Whether closing the last connection writes the journal's content into the database file.</summary>
    public void CheckpointOnClose(bool value)
        => _ = raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, value ? 0 : 1, out _);

    public SqliteStatement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            Check(handle, raw.sqlite3_prepare_v2(handle, sql, out statement));
            statements.Add(sql, statement);
        }

        return new SqliteStatement(handle, statement);
    }

    /// <summary>Runs statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(handle, raw.sqlite3_exec(handle, sql));

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        handle.Dispose();
    }

    internal static void Check(sqlite3 handle, int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(handle, code);
        }
    }

    internal static SqliteFailure Failure(sqlite3? handle, int code)
    {
        var known = handle is { IsInvalid: false };
        return new(
            known ? raw.sqlite3_extended_errcode(handle) : code,
            (known ? raw.sqlite3_errmsg(handle) : raw.sqlite3_errstr(code)).utf8_to_string());
    }
}
