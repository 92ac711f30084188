using System.Globalization;

namespace FireCamp.Engine.Catalog;

/// <summary>How a group names its members: <c>{service}-shard{shard}-{index}</c>.</summary>
internal static class NamingPattern
{
    public static readonly string[] Tokens = ["{service}", "{shard}", "{index}", "{ordinal}"];

    public static string Apply(string pattern, string service, int shard, int index, int ordinal) => pattern
        .Replace(Tokens[1], shard.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(Tokens[2], index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(Tokens[3], ordinal.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(Tokens[0], service, StringComparison.Ordinal);

    /// <summary>What is wrong with a pattern; null when it is right.</summary>
    /// <param name="isSharded">Whether the group may have more than one shard.</param>
    public static string? Mistake(string pattern, bool isSharded)
    {
        var rest = Tokens.Aggregate(pattern, (text, token) => text.Replace(token, "", StringComparison.Ordinal));
        if (!pattern.StartsWith(Tokens[0], StringComparison.Ordinal))
        {
            return "must begin with {service}, or members of two services could have one name.";
        }

        if (rest.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') || pattern.EndsWith('-'))
        {
            return $"may hold letters, digits, hyphens and {string.Join(", ", Tokens)} only, and not end in a hyphen: it becomes a DNS name.";
        }

        var isUnique = pattern.Contains(Tokens[3], StringComparison.Ordinal)
            || (pattern.Contains(Tokens[2], StringComparison.Ordinal) && (!isSharded || pattern.Contains(Tokens[1], StringComparison.Ordinal)));
        var areApart = !Tokens.Any(a => Tokens.Any(b => pattern.Contains(a + b, StringComparison.Ordinal)));
        return (isUnique, areApart) switch
        {
            (false, _) => $"gives several members one name: it needs {{ordinal}}, or {(isSharded ? "{shard} and {index}" : "{index}")}.",
            (_, false) => "has two tokens side by side: 1 and 11 would look like 11 and 1; put a hyphen between them.",
            _ => null,
        };
    }
}
