using System.Management.Automation;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Names with wildcards.</summary>
internal static class NamePatterns
{
    public static bool IsPattern(string name) => WildcardPattern.ContainsWildcardCharacters(name);

    /// <summary>A test for one name; case doesn't matter.</summary>
    public static Func<string, bool> Matching(string pattern) => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch;

    /// <summary>A test for any of several names; everything passes where there are none.</summary>
    public static Func<string, bool> MatchingAny(IReadOnlyCollection<string> patterns)
    {
        if (patterns.Count == 0)
        {
            return _ => true;
        }

        var tests = patterns.Select(Matching).ToList();
        return name => tests.Exists(test => test(name));
    }
}
