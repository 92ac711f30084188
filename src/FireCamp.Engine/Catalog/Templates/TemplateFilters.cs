using System.Globalization;
using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Templates;

/// <summary>
/// The filters that FireCamp adds to Liquid's own; the names follow from the methods': <c>AtLeast</c> is
/// <c>at_least</c>.
/// </summary>
/// <remarks>Public because the template library finds filters by reflection.</remarks>
public static partial class TemplateFilters
{
    /// <summary>Every filter that a template may use, with how many arguments it takes.</summary>
    /// <remarks>Liquid's <c>date</c> isn't one: texts don't depend on the time.</remarks>
    internal static IReadOnlyDictionary<string, (int Least, int Most)> Arguments { get; } = new Dictionary<string, (int Least, int Most)>
    {
        ["mb"] = (0, 0), ["kb"] = (0, 0), ["percent"] = (1, 1), ["at_least"] = (1, 1), ["at_most"] = (1, 1), ["encode"] = (1, 1),
        ["abs"] = (0, 0), ["append"] = (1, 1), ["capitalize"] = (0, 0), ["ceil"] = (0, 0), ["compact"] = (0, 0), ["concat"] = (1, 1),
        ["default"] = (1, 1), ["divided_by"] = (1, 1), ["downcase"] = (0, 0), ["first"] = (0, 0), ["floor"] = (0, 0), ["join"] = (0, 1),
        ["last"] = (0, 0), ["lstrip"] = (0, 0), ["map"] = (1, 1), ["minus"] = (1, 1), ["modulo"] = (1, 1), ["plus"] = (1, 1),
        ["prepend"] = (1, 1), ["remove"] = (1, 1), ["remove_first"] = (1, 1), ["replace"] = (1, 2), ["replace_first"] = (1, 2),
        ["reverse"] = (0, 0), ["round"] = (0, 1), ["rstrip"] = (0, 0), ["size"] = (0, 0), ["slice"] = (1, 2), ["sort"] = (0, 1),
        ["split"] = (1, 1), ["strip"] = (0, 0), ["strip_newlines"] = (0, 0), ["times"] = (1, 1), ["truncate"] = (1, 2), ["uniq"] = (0, 0),
        ["upcase"] = (0, 0), ["where"] = (2, 2),
    };

    /// <summary>Bytes → whole megabytes.</summary>
    public static long Mb(object input) => (long)decimal.Floor(Number(input, "mb") / (1L << 20));

    /// <summary>Bytes → whole kilobytes.</summary>
    public static long Kb(object input) => (long)decimal.Floor(Number(input, "kb") / (1L << 10));

    /// <summary>So many percent of a number, rounded down.</summary>
    public static long Percent(object input, object percent)
        => (long)decimal.Floor(Number(input, "percent") * Number(percent, "percent") / 100);

    /// <summary>The number, or the limit when that is greater.</summary>
    public static object AtLeast(object input, object limit)
        => Number(input, "at_least") >= Number(limit, "at_least") ? input : limit;

    /// <summary>The number, or the limit when that is less.</summary>
    public static object AtMost(object input, object limit)
        => Number(input, "at_most") <= Number(limit, "at_most") ? input : limit;

    /// <summary>The text with everything in it safe where it stands; a secret is encoded when it is put in.</summary>
    public static string Encode(object input, string encoding)
    {
        if (!Enum.TryParse<SecretEncoding>(encoding, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
        {
            var known = string.Join(", ", Enum.GetNames<SecretEncoding>().Select(n => n.ToLowerInvariant()));
            throw new MarkupException(0, $"unknown encoding '{encoding}'. Known: {known}.");
        }

        var text = Convert.ToString(input, CultureInfo.InvariantCulture) ?? "";
        return Secret().Match(text) is { Success: true } secret && secret.Length == text.Length
            ? SecretPlaceholder.For(secret.Groups[1].Value, wanted)
            : EncodeText(text, wanted);
    }

    // Encoding the parts around a secret would be right for some encodings and wrong for 'shell', whose quotes enclose the whole.
    private static string EncodeText(string text, SecretEncoding wanted)
        => text.Contains('⟦', StringComparison.Ordinal)
            ? throw new MarkupException(0, "'encode' works on a whole password or a whole text: encode first, then put them together.")
            : wanted.Encode(text);

    private static decimal Number(object? value, string filter) => value switch
    {
        long number => number,
        int number => number,
        decimal number => number,
        double number => (decimal)number,
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new MarkupException(0, $"the filter '{filter}' works on numbers; '{value}' is none."),
    };


    [GeneratedRegex("⟦secret:([^:⟧]+):raw⟧", RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
