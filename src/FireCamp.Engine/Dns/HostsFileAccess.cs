namespace FireCamp.Engine.Dns;

/// <summary>Writes the hosts file, one process at a time.</summary>
internal static class HostsFileAccess
{
    /// <summary>ENOSPC, which .NET passes on as it is.</summary>
    private const int NoSpace = 28;

    private static readonly TimeSpan LockedAtMost = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(3);

    public static bool CanWrite(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The right to change the file, held until disposed; dropped by the kernel when this process dies.</summary>
    /// <exception cref="IOException">Another process has kept it for 10 s.</exception>
    public static async Task<IDisposable> EnterAsync(string path, TimeProvider time, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return Lock(path);
            }
            catch (IOException) when (time.GetElapsedTime(started) < LockedAtMost)
            {
                await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The file has the content.</summary>
    public static void Write(string path, byte[] content)
    {
        if (!TryReplace(path, content))
        {
            // Longer content is written before the file is cut to length, so that a full disk leaves the old text's end, not nothing.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(content);
            file.SetLength(content.Length);
            file.Flush(flushToDisk: true);
        }
    }

    // A file of its own, because the hosts file is another one after each replacement. Where none can be made beside it,
    // it can't be replaced either, and is locked itself.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".firecamp-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
    }

    private static bool TryReplace(string path, byte[] content)
    {
        var making = path + ".firecamp-new";
        try
        {
            File.Delete(making);
            using (var file = new FileStream(making, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.SetUnixFileMode(making, File.GetUnixFileMode(path));
            File.Move(making, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DeleteQuietly(making);
            // Writing in place on a full disk would leave half a file.
            if (e.HResult == NoSpace)
            {
                throw;
            }

            return false;
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In a folder that can't be written there is none.
        }
    }
}
