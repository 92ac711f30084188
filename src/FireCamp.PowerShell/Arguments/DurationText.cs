using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace FireCamp.PowerShell.Arguments;

/// <summary>Reads how people write spans of time.</summary>
internal static partial class DurationText
{
    /// <summary>The span, or null when the value isn't one in our writing; PowerShell then tries its own.</summary>
    public static TimeSpan? Read(object? value)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;

        // PowerShell reads 90s as a short and 1d as a decimal number, and keeps what was written.
        if (plain is IConvertible and not string && value is PSObject && ReadText(value.ToString() ?? "") is { } written)
        {
            return written;
        }

        return plain switch
        {
            TimeSpan span => span,
            short or int or long or double or decimal => TimeSpan.FromSeconds(Convert.ToDouble(plain, CultureInfo.InvariantCulture)),
            string text => ReadText(text),
            _ => null,
        };
    }

    private static TimeSpan? ReadText(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value.ToLowerInvariant() switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    [GeneratedRegex(@"^\s*(\d{1,9}(?:\.\d+)?)\s*(ms|s|m|h|d)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
