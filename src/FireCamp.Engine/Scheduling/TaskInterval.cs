using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>How often a task runs, as schedulers write it. Pure.</summary>
public static class TaskInterval
{
    /// <summary>The mistake in an interval, or null: what schedulers say by the clock has to go into an hour or a day evenly.</summary>
    public static Mistake? Check(TimeSpan every)
        => every.Ticks % TimeSpan.TicksPerMinute == 0 && (IsPartOf(every, TimeSpan.FromHours(1)) || (IsWholeHours(every) && IsPartOf(every, Day)))
            ? null
            : new Mistake("every",
                $"{Duration.Format(every)} doesn't go into an hour or a day evenly: take 1m, 2m, 5m, 10m, 15m, 30m, 1h, 2h, 4h, 6h, 12h or 1d.");

    /// <summary>The five fields of a crontab's line.</summary>
    public static string Cron(TimeSpan every) => every switch
    {
        _ when every == Day => "0 0 * * *",
        _ when every == TimeSpan.FromHours(1) => "0 * * * *",
        _ when IsWholeHours(every) => $"0 */{every.TotalHours:F0} * * *",
        _ when every == TimeSpan.FromMinutes(1) => "* * * * *",
        _ => $"*/{every.TotalMinutes:F0} * * * *",
    };

    /// <summary>A calendar event of systemd's.</summary>
    public static string Calendar(TimeSpan every) => every switch
    {
        _ when every == Day => "*-*-* 00:00:00",
        _ when IsWholeHours(every) => $"*-*-* 0/{every.TotalHours:F0}:00:00",
        _ => $"*-*-* *:0/{every.TotalMinutes:F0}:00",
    };

    private static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    private static bool IsWholeHours(TimeSpan every) => every.Ticks % TimeSpan.TicksPerHour == 0;

    private static bool IsPartOf(TimeSpan every, TimeSpan whole) => every > TimeSpan.Zero && whole.Ticks % every.Ticks == 0;
}
