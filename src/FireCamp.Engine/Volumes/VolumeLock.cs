namespace FireCamp.Engine.Volumes;

/// <summary>A volume's lock (flock), held by one process at a time and dropped by the kernel when that process dies.</summary>
internal static class VolumeLock
{
    /// <summary>Longer than a takeover by force may take.</summary>
    private static readonly TimeSpan HeldAtMost = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(3);

    /// <summary>The lock, held until disposed; null when the volume is gone.</summary>
    /// <exception cref="VolumeException">Somebody holds it for longer than 30 s.</exception>
    public static async Task<IDisposable?> EnterAsync(string volume, string path, TimeProvider time, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                if (File.Exists(path))
                {
                    return held;
                }

                await held.DisposeAsync().ConfigureAwait(false);
                return null;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (UnauthorizedAccessException e)
            {
                throw new VolumeException(volume, $"its lock can't be taken: {e.Message}", "Run this as the user whose cluster it is.", e);
            }
            catch (IOException e)
            {
                if (time.GetElapsedTime(started) > HeldAtMost)
                {
                    throw new VolumeException(volume, $"another process has had it locked for {HeldAtMost.TotalSeconds:0} s.",
                        $"See with fuser {path} which; an agent that hangs there can be ended with Stop-FireCampNode -Crash.", e);
                }
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }
}
