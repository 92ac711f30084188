using System.Text.RegularExpressions;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>What objects may be called: see <see cref="IBackupStore"/>.</summary>
internal static partial class StoreNames
{
    private const int LongestName = 700;

    /// <exception cref="ArgumentException">It is no name.</exception>
    public static string Require(string name)
        => name.Length <= LongestName && Name().IsMatch(name) ? name : throw new ArgumentException($"'{name}' is no object's name.", nameof(name));

    /// <exception cref="ArgumentException">It is neither empty nor a name and a slash.</exception>
    public static string RequirePrefix(string prefix)
        => prefix.Length == 0 || (prefix.EndsWith('/') && Require(prefix[..^1]).Length > 0)
            ? prefix
            : throw new ArgumentException($"'{prefix}' doesn't end with a slash.", nameof(prefix));

    /// <summary>Whether it may stand between two slashes of a name.</summary>
    public static bool IsPart(string? part) => part is not null && !part.Contains('/', StringComparison.Ordinal) && Name().IsMatch(part);

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,254})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
