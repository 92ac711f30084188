using Microsoft.Win32.SafeHandles;

namespace FireCamp.Engine.Logs;

/// <summary>Appends whole lines to the last file of a log, begins the next one when it is full, and deletes the oldest.</summary>
internal sealed class LogFileAppender(LogSegments segments, LogLimits limits) : IDisposable
{
    private SafeFileHandle? handle;
    private int number;
    private long length;

    /// <summary>The lines are in the file; otherwise why not, and none of them is.</summary>
    public string? TryAppend(ReadOnlySpan<byte> lines)
    {
        try
        {
            if (handle is null)
            {
                OpenLast();
            }

            if (length >= limits.FileBytes)
            {
                OpenNext();
            }

            RandomAccess.Write(handle!, lines, length);
            length += lines.Length;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TakeBack();
            return e.Message.TrimEnd('.');
        }
    }

    public void Dispose() => handle?.Dispose();

    private void OpenLast()
    {
        Directory.CreateDirectory(segments.Folder);
        number = segments.Numbers().LastOrDefault(1);
        Open();

        // Behind the half line of a process that died in the middle of writing begins a line of its own.
        Span<byte> last = stackalloc byte[1];
        if (length > 0 && RandomAccess.Read(handle!, last, length - 1) == 1 && last[0] != (byte)'\n')
        {
            RandomAccess.Write(handle!, "\n"u8, length);
            length++;
        }
    }

    private void OpenNext()
    {
        handle?.Dispose();
        handle = null;
        number++;
        Open();
        foreach (var old in segments.Numbers().Where(n => n <= number - limits.Files))
        {
            File.Delete(segments.PathOf(old));
        }
    }

    private void Open()
    {
        handle = File.OpenHandle(
            segments.PathOf(number), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        length = RandomAccess.GetLength(handle);
    }

    // Half a line would otherwise stand before the next one. The next attempt opens the file anew.
    private void TakeBack()
    {
        try
        {
            if (handle is not null)
            {
                RandomAccess.SetLength(handle, length);
            }
        }
        catch (IOException)
        {
            // Then the next open ends the half line.
        }

        handle?.Dispose();
        handle = null;
    }
}
