using System.Text;
using SQLitePCL;

namespace FireCamp.Engine.Metadata;

/// <summary>A prepared statement, bound and stepped; ready for its next use once disposed.</summary>
internal readonly ref struct SqliteStatement(sqlite3 database, sqlite3_stmt statement)
{
    public SqliteStatement Bind(int index, string text)
    {
        // An empty span would be bound as NULL.
        SqliteDatabase.Check(database, text.Length == 0
            ? raw.sqlite3_bind_text(statement, index, "")
            : raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(text).AsSpan()));
        return this;
    }

    public SqliteStatement Bind(int index, long number)
    {
        SqliteDatabase.Check(database, raw.sqlite3_bind_int64(statement, index, number));
        return this;
    }

    /// <summary>Whether there is another row. A statement that writes is committed once this has returned false.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        throw SqliteDatabase.Failure(database, code);
    }

    // By length and not up to a NUL, which text may hold.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public void Dispose()
    {
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
    }
}
