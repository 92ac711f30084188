using System.Text.RegularExpressions;

namespace FireCamp.Engine.Model;

/// <summary>What clusters, services, zones and nodes may be called.</summary>
/// <remarks>
/// A member's name is a DNS label (RFC 1035: 63 characters), so a service's name leaves room for <c>-</c> and an index.
/// Names keep the case they were given; two names that differ only in case are the same name.
/// </remarks>
public static partial class NameRules
{
    /// <summary>Longest service name: 63 less room for the longest suffix of a plain member, <c>-9999</c>.</summary>
    public const int ServiceNameLength = 58;

    /// <summary>Longest cluster name: 63 less <c>-firecamp</c>, the label it is part of.</summary>
    public const int ClusterNameLength = 54;

    /// <summary>Longest DNS label.</summary>
    public const int LabelLength = 63;

    /// <summary>The mistake in a name, or null when it is right.</summary>
    public static Mistake? Check(string noun, string? name, int length)
    {
        if (string.IsNullOrEmpty(name))
        {
            return new Mistake(noun, $"a {noun} needs a name: 1 to {length} letters, digits and hyphens, starting with a letter.");
        }

        if (name.Length > length)
        {
            return new Mistake(noun, $"'{name}' has {name.Length} characters; a {noun}'s name has at most {length}.");
        }

        return Label().IsMatch(name)
            ? null
            : new Mistake(noun, $"'{name}' is no {noun} name: use letters, digits and hyphens, start with a letter, end with a letter or digit.");
    }

    /// <summary>The form under which a name is stored and compared.</summary>
    public static string Key(string name) => name.ToLowerInvariant();

    [GeneratedRegex(@"^[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
