namespace FireCamp.Engine.Metadata;

/// <summary>Makes the file of a new store.</summary>
internal static class SqliteStoreFile
{
    /// <summary>There is a store at the path, whole: nobody ever sees half of one. A repeat leaves the first.</summary>
    public static void Create(string path)
    {
        var making = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (new FileStream(making, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
            }

            SqliteSchema.Create(making);
            File.Move(making, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was first.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(path, $"it can't be made: {e.Message}", e);
        }
        catch (SqliteFailure e)
        {
            throw e.ForStore(path);
        }
        finally
        {
            File.Delete(making);
            File.Delete(making + "-wal");
            File.Delete(making + "-shm");
        }
    }
}
