using System.Diagnostics;

namespace FireCamp.Lab;

/// <summary>Waits for conditions, never for time.</summary>
public static class Soon
{
    /// <summary>What any condition is given before it counts as one that never comes true.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns once the condition holds.</summary>
    /// <exception cref="TimeoutException">It doesn't within <see cref="Deadline"/>; says what was waited for.</exception>
    public static Task TrueAsync(Func<bool> condition, string what, CancellationToken cancel)
        => TrueAsync(() => Task.FromResult(condition()), () => what, cancel);

    /// <summary>Returns once the condition holds; <paramref name="what"/> may say how far things came.</summary>
    /// <exception cref="TimeoutException">It doesn't within <see cref="Deadline"/>.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Deadline)
            {
                throw new TimeoutException($"Not within {Deadline.TotalSeconds:F0} s: {what()}");
            }

            await PauseAsync(Look, cancel);
        }
    }

    /// <summary>The moment between two looks at a condition.</summary>
    public static Task PauseAsync(TimeSpan pause, CancellationToken cancel) => Task.Delay(pause, TimeProvider.System, cancel);
}
