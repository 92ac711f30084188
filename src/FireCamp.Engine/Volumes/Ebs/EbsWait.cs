namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Looks again and again until AWS has done something.</summary>
internal static class EbsWait
{
    /// <summary>What a look gives in the end.</summary>
    /// <param name="look">Null as long as it isn't done.</param>
    /// <exception cref="VolumeException">It takes longer than that.</exception>
    public static async Task<T> UntilAsync<T>(
        Func<Task<T?>> look, TimeSpan within, TimeSpan every, TimeProvider time, Func<VolumeException> late, CancellationToken cancel)
        where T : class
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (await look().ConfigureAwait(false) is { } done)
            {
                return done;
            }

            if (time.GetElapsedTime(started) > within)
            {
                throw late();
            }

            await Task.Delay(every, time, cancel).ConfigureAwait(false);
        }
    }
}
