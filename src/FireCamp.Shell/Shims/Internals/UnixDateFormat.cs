using System.Globalization;
using System.Text;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Formats dates as <c>date +FORMAT</c> does, for Get-Date's -UFormat.</summary>
internal static class UnixDateFormat
{
    private static readonly Dictionary<char, string> Formats = new()
    {
        ['Y'] = "yyyy", ['y'] = "yy", ['m'] = "MM", ['d'] = "dd", ['H'] = "HH", ['I'] = "hh", ['M'] = "mm", ['S'] = "ss",
        ['p'] = "tt", ['A'] = "dddd", ['a'] = "ddd", ['B'] = "MMMM", ['b'] = "MMM", ['h'] = "MMM", ['F'] = "yyyy-MM-dd",
        ['T'] = "HH:mm:ss", ['R'] = "HH:mm", ['D'] = "MM/dd/yy", ['x'] = "MM/dd/yy", ['X'] = "HH:mm:ss",
        ['r'] = "hh:mm:ss tt", ['c'] = "ddd dd MMM yyyy HH:mm:ss",
    };

    public static string Apply(string format, DateTime date)
    {
        var result = new StringBuilder();
        for (var i = format.StartsWith('+') ? 1 : 0; i < format.Length; i++)
        {
            result.Append(format[i] == '%' && i + 1 < format.Length ? Field(format[++i], date) : format[i].ToString());
        }

        return result.ToString();
    }

    private static string Field(char field, DateTime date) => field switch
    {
        's' => new DateTimeOffset(date).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'j' => date.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'e' => date.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)date.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'V' or 'W' => ISOWeek.GetWeekOfYear(date).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(date).ToString(CultureInfo.InvariantCulture),
        'Z' => date.ToString("zz", CultureInfo.InvariantCulture),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ =>
            Formats.TryGetValue(field, out var format)
                ? date.ToString(format, CultureInfo.InvariantCulture)
                : field.ToString(),
    };
}
