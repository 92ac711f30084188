using System.Globalization;

namespace FireCamp.Engine.Model;

/// <summary>When disruptive operations on a service may begin: on some days of the week, from one time of day to another.</summary>
/// <param name="Days">The days on which it opens; at least one.</param>
/// <param name="From">When it opens, by the zone's clock.</param>
/// <param name="To">When it closes; on the next day when it isn't later than <paramref name="From"/>: midnight to midnight is a whole day.</param>
/// <param name="TimeZone">The zone whose clock counts, by its IANA id: <c>UTC</c>, <c>Europe/Berlin</c>.</param>
public sealed record MaintenanceWindow(WeekDays Days, TimeOnly From, TimeOnly To, string TimeZone)
{
    private static readonly WeekDays[] Week =
    [
        WeekDays.Monday, WeekDays.Tuesday, WeekDays.Wednesday, WeekDays.Thursday, WeekDays.Friday, WeekDays.Saturday, WeekDays.Sunday,
    ];

    /// <summary>How long it is open by a clock that isn't moved meanwhile.</summary>
    public TimeSpan Length => To > From ? To - From : TimeSpan.FromDays(1) - (From - To);

    /// <summary>Whether it opens on that day.</summary>
    public bool OpensOn(DayOfWeek day) => Days.HasFlag(Week[((int)day + 6) % 7]);

    /// <summary>As people write it: <c>Sat,Sun 01:00-05:00 Europe/Berlin</c>.</summary>
    public override string ToString()
    {
        var days = Days == WeekDays.All ? "Daily" : string.Join(',', Week.Where(d => Days.HasFlag(d)).Select(d => d.ToString()[..3]));
        var to = To == TimeOnly.MinValue ? "24:00" : Text(To);
        return $"{days} {Text(From)}-{to} {TimeZone}";
    }

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
