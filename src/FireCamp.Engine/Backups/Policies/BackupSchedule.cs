using Cronos;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Policies;

/// <summary>When something is to be done: at the times of a cron line, or in intervals. Pure.</summary>
public sealed class BackupSchedule
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(366);

    private readonly CronExpression? cron;
    private readonly TimeSpan interval;
    private readonly TimeZoneInfo zone;

    private BackupSchedule(string text, CronExpression? cron, TimeSpan interval, TimeZoneInfo zone)
        => (Text, this.cron, this.interval, this.zone) = (text, cron, interval, zone);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">A cron line of five fields, or of six with seconds first (<c>30 2 * * MON-FRI</c>), one of its short forms
    /// (<c>@daily</c>), or an interval (<c>6h</c>).</param>
    /// <param name="zoneId">The time zone that a cron line means, as <c>Europe/Berlin</c>; null for UTC.</param>
    /// <param name="now">From here on it must come at least once.</param>
    /// <exception cref="InvalidInputException">It is wrong, or would never come; says every mistake.</exception>
    public static BackupSchedule Parse(string text, string? zoneId, DateTimeOffset now)
    {
        var mistakes = new List<Mistake>();
        var zone = ReadZone(zoneId, mistakes);
        var trimmed = text.Trim();
        var isInterval = Duration.TryParse(trimmed, out var interval);
        var cron = isInterval ? null : ReadCron(trimmed, zone, now, mistakes);
        if (isInterval && (interval < ShortestInterval || interval > LongestInterval))
        {
            mistakes.Add(new Mistake("schedule",
                $"'{trimmed}' is no interval from {Duration.Format(ShortestInterval)} to {Duration.Format(LongestInterval)}."));
        }

        return mistakes.Count == 0
            ? new BackupSchedule(trimmed, cron, interval, zone)
            : throw new InvalidInputException("InvalidSchedule", $"Schedule '{trimmed}'", mistakes);
    }

    /// <summary>The time for which it is due at <paramref name="now"/>, or null when it isn't.</summary>
    /// <param name="since">When it last ran; if it never did, when it was made. What was missed since then counts once, as the newest of it.</param>
    public DateTimeOffset? Due(DateTimeOffset since, DateTimeOffset now)
    {
        if (cron is null)
        {
            return now - since >= interval ? since + (interval * Math.Floor((now - since) / interval)) : null;
        }

        // The newest time is looked for in ever longer pieces of the past, so that a long downtime costs no more than a short one.
        for (var span = TimeSpan.FromHours(1); since < now; span *= 4)
        {
            var from = now - since <= span ? since : now - span;
            if (cron.GetOccurrences(from, now, zone, fromInclusive: false, toInclusive: true).Cast<DateTimeOffset?>().LastOrDefault() is { } due)
            {
                return due;
            }

            if (from == since)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>When it comes next after it ran at <paramref name="since"/>; null when never again.</summary>
    public DateTimeOffset? Next(DateTimeOffset since) => cron is null ? since + interval : cron.GetNextOccurrence(since, zone);

    public override string ToString() => Text;

    private static TimeZoneInfo ReadZone(string? id, List<Mistake> mistakes)
    {
        if (id is null)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }

        mistakes.Add(new Mistake("time zone", $"this machine knows no '{id}'; one is called as Europe/Berlin or UTC."));
        return TimeZoneInfo.Utc;
    }

    private static CronExpression? ReadCron(string text, TimeZoneInfo zone, DateTimeOffset now, List<Mistake> mistakes)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        try
        {
            var cron = CronExpression.Parse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            if (cron.GetNextOccurrence(now, zone) is null)
            {
                mistakes.Add(new Mistake("schedule", $"'{text}' never comes."));
            }

            return cron;
        }
        catch (CronFormatException e)
        {
            mistakes.Add(new Mistake("schedule", $"'{text}' is neither a cron line, as '30 2 * * *', nor an interval, as 6h: {e.Message}"));
            return null;
        }
    }
}
