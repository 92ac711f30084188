namespace FireCamp.Engine.Metadata;

/// <summary>The tables of the SQLite store.</summary>
/// <remarks>
/// A record's revision rises by one at each write. The floor keeps the highest revision that was ever deleted, and new
/// records start above it: so a revision never comes back, and an ordinary write touches one row.
/// </remarks>
internal static class SqliteSchema
{
    public const int Version = 1;

    /// <summary><c>FCMP</c> in ASCII, kept in the file's header: tells a FireCamp store from any other SQLite file.</summary>
    private const int ApplicationId = 0x46434D50;

    private const int PageSize = 4096;

    private const string Tables = """
        CREATE TABLE records(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID, STRICT;
        CREATE TABLE floor(only INTEGER PRIMARY KEY CHECK (only = 1), revision INTEGER NOT NULL) STRICT;
        INSERT INTO floor VALUES (1, 0);
        CREATE TRIGGER raise_floor AFTER DELETE ON records BEGIN
            UPDATE floor SET revision = max(revision, old.revision);
        END;
        """;

    /// <summary>Writes an empty store to a file that nobody else knows of yet.</summary>
    public static void Create(string path)
    {
        using var database = SqliteDatabase.Open(path, create: true);
        database.Execute($"PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        database.Execute($"BEGIN; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; {Tables} COMMIT;");
    }

    /// <summary>Opens a store, refusing what is not one before anything could change it.</summary>
    public static SqliteDatabase Open(string path)
    {
        // SQLite takes a last page that is cut short for whole. Beside a journal it may be one whose write was interrupted.
        if (!File.Exists(path + "-wal") && new FileInfo(path).Length is var length && length % PageSize != 0)
        {
            throw new StoreDamagedException(path, $"its length, {length} bytes, is that of no store.");
        }

        var database = SqliteDatabase.Open(path, create: false);
        try
        {
            // Closing a store that turns out damaged must not write to it either.
            database.CheckpointOnClose(false);
            Verify(database, path);
            database.CheckpointOnClose(true);
            database.Execute("PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 8388608;");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Verify(SqliteDatabase database, string path)
    {
        if (database.Number("PRAGMA application_id") is var id and not ApplicationId)
        {
            throw new StoreDamagedException(path, id == 0 ? "it is empty or not FireCamp's." : "it belongs to another program.");
        }

        if (database.Number("PRAGMA user_version") is var version and > Version)
        {
            throw new StoreTooNewException(path, version, Version);
        }

        if (database.Number("SELECT count(*) FROM sqlite_schema WHERE name IN ('records', 'floor', 'raise_floor')") != 3)
        {
            throw new StoreDamagedException(path, "its tables are missing.");
        }
    }
}
