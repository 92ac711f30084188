using System.Globalization;

namespace FireCamp.Engine.Model;

/// <summary>Reads and writes time as people do: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond),
        ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
    ];

    private static readonly (string Unit, long Ticks)[] WritingUnits =
        [Units[0], Units[1], Units[3], Units[4], Units[2]];

    /// <summary>
    /// Reads a number with a unit, PowerShell's <c>00:00:30</c>, or plain <c>0</c>; false for anything else and for
    /// negatives.
    /// </summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        var trimmed = (text ?? "").Trim();
        duration = TimeSpan.Zero;
        if (trimmed == "0")
        {
            return true;
        }

        if (trimmed.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParseExact(trimmed, "c", CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        }

        var unit = Array.Find(Units, u => trimmed.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        return unit.Unit is not null && TryScale(trimmed[..^unit.Unit.Length].TrimEnd(), unit.Ticks, out duration);
    }

    /// <summary>
    /// The largest unit that divides the time evenly: <c>2m</c>, <c>90s</c>, <c>500ms</c>; what is under a millisecond
    /// is cut.
    /// </summary>
    public static string Format(TimeSpan duration)
    {
        if (duration.Ticks < TimeSpan.TicksPerMillisecond)
        {
            return "0s";
        }

        var ticks = duration.Ticks - (duration.Ticks % TimeSpan.TicksPerMillisecond);
        var unit = Array.Find(WritingUnits, u => ticks % u.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / unit.Ticks}{unit.Unit}");
    }

    private static bool TryScale(string number, long unit, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > TimeSpan.MaxValue.Ticks / unit)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(value * unit));
        return true;
    }
}
