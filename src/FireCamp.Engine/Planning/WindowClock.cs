using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Says when maintenance windows are open, on the days too on which their zone's clock is put forward or back.</summary>
/// <remarks>
/// A time that the clock skips is the moment of the skip. Of one that it shows twice, a window opens at the first and closes at the
/// second. A window that lies wholly in what is skipped opens at the skip for as long as it would be open else.
/// </remarks>
public static class WindowClock
{
    private const int DaysAhead = 8;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The opening that goes on at that moment, or the first that comes after it.</summary>
    /// <exception cref="FireCampException"><c>TimeZoneUnknown</c>: this machine doesn't know the window's zone.</exception>
    public static WindowOpening Next(MaintenanceWindow window, DateTimeOffset moment)
    {
        var zone = ZoneOf(window);

        // One that goes over midnight may have opened the day before.
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime).AddDays(-1);
        return Enumerable.Range(0, DaysAhead + 2).Select(first.AddDays)
            .Where(day => window.OpensOn(day.DayOfWeek))
            .Select(day => OpeningOn(window, zone, day))
            .First(opening => opening.Closes > moment);
    }

    private static WindowOpening OpeningOn(MaintenanceWindow window, TimeZoneInfo zone, DateOnly day)
    {
        var opens = MomentOf(day.ToDateTime(window.From), zone, last: false);
        var closes = MomentOf((window.To > window.From ? day : day.AddDays(1)).ToDateTime(window.To), zone, last: true);
        return new WindowOpening(opens, closes > opens ? closes : opens + window.Length);
    }

    private static DateTimeOffset MomentOf(DateTime local, TimeZoneInfo zone, bool last)
    {
        if (zone.IsInvalidTime(local))
        {
            var before = local;
            while (zone.IsInvalidTime(before))
            {
                before -= Minute;
            }

            return MomentOf(before, zone, last) + Minute;
        }

        if (!zone.IsAmbiguousTime(local))
        {
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }

        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return new DateTimeOffset(local, last ? offsets.Min() : offsets.Max()).ToUniversalTime();
    }

    private static TimeZoneInfo ZoneOf(MaintenanceWindow window)
        => TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out var zone)
            ? zone
            : throw new FireCampException("TimeZoneUnknown", $"This machine doesn't know the time zone '{window.TimeZone}' of window '{window}'.",
                "Install its time zone data (the package tzdata), or give the service another window: Set-FireCampServicePolicy.");
}
