using System.Text.RegularExpressions;

namespace FireCamp.Engine.Catalog.Options;

/// <summary>Checks a value against its option's own limits.</summary>
internal static class OptionLimits
{
    /// <summary>A pattern of a user's own catalog could take for ever on some text.</summary>
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>What is wrong with the text as a value of the option, as sentences; empty when it is right, and then the canonical text is given.</summary>
    public static IReadOnlyList<string> Check(OptionDefinition option, string text, out string canonical)
    {
        canonical = OptionText.Canonical(option, text) ?? "";
        if (text.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0 || text.AsSpan().IndexOfAny("\x7f⟦⟧") >= 0)
        {
            // A line break in a configuration file starts a setting of its own; the brackets mark secrets.
            return ["the text has a control character, a line break, '⟦' or '⟧'; an option can't hold those."];
        }

        if (OptionText.Canonical(option, text) is null)
        {
            return [$"'{text}' is not {OptionText.Form(option)}.{Why(option)}"];
        }

        return [.. BrokenLimits(option, canonical).Select(m => m + Why(option))];
    }

    /// <summary>Whether the text is a regular expression.</summary>
    public static bool IsPattern(string pattern, out string problem)
    {
        problem = "";
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
            return true;
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
            return false;
        }
    }

    private static IEnumerable<string> BrokenLimits(OptionDefinition option, string canonical)
    {
        var value = OptionText.Magnitude(option.Type, canonical);
        var minimum = Limit(option, option.Minimum);
        if (value < minimum)
        {
            yield return $"{canonical} is less than the minimum, {option.Minimum}.";
        }

        if (value > Limit(option, option.Maximum))
        {
            yield return $"{canonical} is more than the maximum, {option.Maximum}.";
        }

        if (option.Step > 1 && value >= (minimum ?? 0) && (value - (minimum ?? 0)) % option.Step != 0)
        {
            var first = minimum ?? 0;
            yield return $"{canonical} is not one of {first}, {first + option.Step}, {first + (2 * option.Step)} …";
        }

        if (option.Pattern is { } pattern && !Matches(pattern, canonical))
        {
            yield return $"'{canonical}' doesn't match the pattern {pattern}.";
        }
    }

    private static decimal? Limit(OptionDefinition option, string? limit)
        => limit is not null && OptionText.Canonical(option, limit) is { } canonical ? OptionText.Magnitude(option.Type, canonical) : null;

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, $@"^(?:{pattern})\z", RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The reason as a sentence of its own, whether it was written as one or as a clause.</summary>
    private static string Why(OptionDefinition option)
        => option.Why?.Trim() is { Length: > 0 } why ? $" {char.ToUpperInvariant(why[0])}{why[1..].TrimEnd('.')}." : "";
}
