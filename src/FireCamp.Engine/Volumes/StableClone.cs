namespace FireCamp.Engine.Volumes;

/// <summary>Clones a folder in which a late writer may still write: a clone counts only if nothing changed while it was made.</summary>
/// <remarks>
/// Files are cloned one after the other, so a clone made while something writes would mix times. What changed is seen by
/// names, sizes and times of files and folders, as the file system keeps them.
/// </remarks>
/// <param name="clone">Makes a clone, given volume, source and target.</param>
internal sealed class StableClone(TimeProvider time, Func<string, string, string, CancellationToken, Task> clone)
{
    /// <summary>How long to look for a moment in which nobody writes.</summary>
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>The target, which must not exist yet, is a clone of the source as it was at one moment.</summary>
    /// <exception cref="VolumeException">Something writes all the time, or it can't be cloned; nothing of the target is left.</exception>
    public async Task MakeAsync(string volume, string source, string target, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            Exception? failure = null;
            var before = Look(source);
            try
            {
                await clone(volume, source, target, cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VolumeException or OperationCanceledException)
            {
                failure = e;
            }

            var changed = before is null || !before.SequenceEqual(Look(source) ?? []);
            if (failure is null && !changed)
            {
                return;
            }

            VolumeShelf.DeleteWithOthers(target);
            if (failure is OperationCanceledException || (failure is not null && !changed))
            {
                throw failure;
            }

            if (time.GetElapsedTime(started) > LookFor)
            {
                throw new VolumeException(
                    volume,
                    $"something has written to it without a pause for {LookFor.TotalSeconds:0} s, so it can't be cloned.",
                    "Find the node that still runs a copy of the member, and end that or switch the node off; then repeat.",
                    failure);
            }

            await Task.Delay(Pause, time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Null when files go while they are being looked at.</summary>
    private static List<(string Path, long Length, DateTime Written)>? Look(string folder)
    {
        try
        {
            var root = new DirectoryInfo(folder);
            return [.. root.EnumerateFileSystemInfos("*", Everything).Prepend(root).Select(Look).OrderBy(f => f.Path, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static (string Path, long Length, DateTime Written) Look(FileSystemInfo file)
        => (file.FullName, file is FileInfo { Exists: true } f ? f.Length : 0, file.LastWriteTimeUtc);
}
