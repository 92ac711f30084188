namespace FireCamp.Engine.Backups.Stores;

/// <summary>Tries out whether a store keeps to its contract.</summary>
internal static class StoreProbe
{
    /// <exception cref="BackupStoreException">It can't be read or written, or doesn't do what it must.</exception>
    public static async Task RunAsync(IBackupStore store, CancellationToken cancel)
    {
        var name = $"probe/{Guid.NewGuid():N}";
        try
        {
            Require(store, await WriteAsync(store, name, "1"u8.ToArray(), cancel).ConfigureAwait(false), "a new object isn't taken.");
            Require(store, !await WriteAsync(store, name, "2"u8.ToArray(), cancel).ConfigureAwait(false),
                "it overwrites objects though it is told not to (If-None-Match).");
            Require(store, await ReadAsync(store, name, cancel).ConfigureAwait(false) is [(byte)'1'], "what was written isn't what is read.");
        }
        finally
        {
            await store.DeleteAsync([name], cancel).ConfigureAwait(false);
        }
    }

    internal static void Require(IBackupStore store, bool kept, string why)
    {
        if (!kept)
        {
            throw new BackupStoreException(store.Url, why, "Use a store that can do this, such as a newer version of it.");
        }
    }

    private static async Task<bool> WriteAsync(IBackupStore store, string name, byte[] text, CancellationToken cancel)
    {
        using var content = new MemoryStream(text);
        return await store.WriteAsync(name, content, cancel).ConfigureAwait(false);
    }

    private static async Task<byte[]?> ReadAsync(IBackupStore store, string name, CancellationToken cancel)
    {
        if (await store.OpenAsync(name, cancel).ConfigureAwait(false) is not { } stream)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel).ConfigureAwait(false);
            return bytes.ToArray();
        }
    }
}
