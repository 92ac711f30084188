using System.Globalization;
using System.Text.RegularExpressions;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Reads maintenance windows as people write them: <c>Sat,Sun 01:00-05:00 Europe/Berlin</c>.</summary>
/// <remarks>Days are names, at least three letters long, or ranges of them; without any the window opens daily. Without a zone UTC counts.</remarks>
public static partial class WindowReader
{
    private const string Place = "Window";

    private static readonly string[] Names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The windows that could be read.</summary>
    /// <param name="mistakes">Gets every mistake in those that could not.</param>
    public static IReadOnlyList<MaintenanceWindow> Read(IReadOnlyList<string> texts, ICollection<Mistake> mistakes)
        => [.. texts.Select(text => Read(text, mistakes)).OfType<MaintenanceWindow>()];

    private static MaintenanceWindow? Read(string text, ICollection<Mistake> mistakes)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            mistakes.Add(new Mistake(Place, $"'{text}' is no window: write it as 'Sat,Sun 01:00-05:00 Europe/Berlin'."));
            return null;
        }

        var before = mistakes.Count;
        var days = Days(match.Groups["days"].Value, mistakes);
        var (from, to) = (Time(match.Groups["from"].Value, mistakes), Time(match.Groups["to"].Value, mistakes));
        var zone = Zone(match.Groups["zone"].Value, mistakes);
        if (mistakes.Count == before && from == to)
        {
            mistakes.Add(new Mistake(Place, $"'{text}' is never open: it ends when it begins. A whole day is 00:00-24:00."));
        }

        return mistakes.Count == before ? new MaintenanceWindow(days, Clock(from), Clock(to), zone) : null;
    }

    private static WeekDays Days(string text, ICollection<Mistake> mistakes)
    {
        if (text.Length == 0 || text.Equals("daily", StringComparison.OrdinalIgnoreCase))
        {
            return WeekDays.All;
        }

        var days = WeekDays.None;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-').Select(name => Day(name, mistakes)).ToList();
            if (ends.Count > 2)
            {
                mistakes.Add(new Mistake(Place, $"'{part}' is no range of days: write it as Mon-Fri."));
            }
            else if (ends.All(day => day >= 0))
            {
                days |= Range(ends[0], ends[^1]);
            }
        }

        return days;
    }

    private static int Day(string name, ICollection<Mistake> mistakes)
    {
        var key = name.Trim().ToLowerInvariant();
        var day = key.Length < 3 ? -1 : Array.FindIndex(Names, n => n.StartsWith(key, StringComparison.Ordinal));
        if (day < 0)
        {
            mistakes.Add(new Mistake(Place, $"'{name}' is no day of the week: Mon, Tue, Wed, Thu, Fri, Sat, Sun or Daily."));
        }

        return day;
    }

    // A range may go over the end of the week: Sat-Mon.
    private static WeekDays Range(int first, int last)
    {
        var count = ((last - first + Names.Length) % Names.Length) + 1;
        return Enumerable.Range(first, count).Aggregate(WeekDays.None, (days, day) => days | (WeekDays)(1 << (day % Names.Length)));
    }

    private static TimeSpan Time(string text, ICollection<Mistake> mistakes)
    {
        var parts = text.Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToList();
        var time = new TimeSpan(parts[0], parts[1], 0);
        if (parts[1] > 59 || time > TimeSpan.FromDays(1))
        {
            mistakes.Add(new Mistake(Place, $"'{text}' is no time of day: 00:00 to 24:00."));
        }

        return time;
    }

    private static TimeOnly Clock(TimeSpan time) => time == TimeSpan.FromDays(1) ? TimeOnly.MinValue : TimeOnly.FromTimeSpan(time);

    private static string Zone(string text, ICollection<Mistake> mistakes)
    {
        if (text.Length == 0)
        {
            return "UTC";
        }

        // On Windows other names are known too; what is stored must be understood everywhere.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId)
        {
            return zone.Id;
        }

        var known = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).ToList();
        var hint = known.Count > 1 ? Nearest.Hint(text, known) : " This machine has no time zone data: install its package tzdata.";
        mistakes.Add(new Mistake(Place, $"'{text}' is no IANA time zone such as Europe/Berlin.{hint}"));
        return text;
    }

    [GeneratedRegex(
        @"^\s*(?:(?<days>[A-Za-z]+(?:\s*[,-]\s*[A-Za-z]+)*)\s+)?(?<from>\d{1,2}:\d{2})\s*-\s*(?<to>\d{1,2}:\d{2})(?:\s+(?<zone>\S+))?\s*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
