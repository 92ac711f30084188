using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Options;

/// <summary>What an option's text means: its canonical form, its size for limits, and its value in templates.</summary>
internal static class OptionText
{
    /// <summary>The text in the one form that is stored; null when it isn't of the option's type.</summary>
    public static string? Canonical(OptionDefinition option, string text) => option.Type switch
    {
        OptionType.Integer => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? integer.ToString(CultureInfo.InvariantCulture)
            : null,
        OptionType.Number => TryNumber(text, out var number) ? number.ToString("0.############", CultureInfo.InvariantCulture) : null,
        OptionType.Boolean => bool.TryParse(text.Trim(), out var flag) ? (flag ? "true" : "false") : null,
        OptionType.Size => ByteSize.TryParse(text, out var size) ? size.ToString() : null,
        OptionType.Duration => Duration.TryParse(text, out var time) ? Duration.Format(time) : null,
        OptionType.Choice => option.Choices.FirstOrDefault(c => c.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)),
        _ => text,
    };

    /// <summary>
    /// A canonical text as a number to compare with limits: bytes, seconds, the number itself; null for types without
    /// an order.
    /// </summary>
    public static decimal? Magnitude(OptionType type, string canonical) => type switch
    {
        OptionType.Integer or OptionType.Number => decimal.Parse(canonical, CultureInfo.InvariantCulture),
        OptionType.Size => ByteSize.Parse(canonical).Bytes,
        OptionType.Duration => Duration.TryParse(canonical, out var time) ? (decimal)time.Ticks / TimeSpan.TicksPerSecond : null,
        _ => null,
    };

    /// <summary>What templates see: numbers for all that has a size, true or false, else the text.</summary>
    public static object Value(OptionType type, string canonical) => Magnitude(type, canonical) switch
    {
        { } number when decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue => (long)number,
        { } number => number,
        _ => type == OptionType.Boolean ? canonical == "true" : canonical,
    };

    /// <summary>How a value of the option is written, for messages.</summary>
    public static string Form(OptionDefinition option) => option.Type switch
    {
        OptionType.Integer => "a whole number",
        OptionType.Number => "a number such as 0.5",
        OptionType.Boolean => "true or false",
        OptionType.Size => "a size such as 512MB or 10GB",
        OptionType.Duration => "a duration such as 500ms, 30s, 5m, 2h or 7d",
        OptionType.Choice => $"one of {string.Join(", ", option.Choices)}",
        _ => "text",
    };

    private static bool TryNumber(string text, out decimal number)
        => decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
