using System.IO.Enumeration;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Policies;

/// <summary>Names of services as a policy says them: <c>mypg</c>, <c>shop-*</c>, <c>cache?</c>. Case doesn't matter. Pure.</summary>
public static class ServicePattern
{
    /// <summary>The mistake in a pattern, or null when it is right.</summary>
    public static Mistake? Check(string pattern)
    {
        if (pattern.Length is 0 or > NameRules.ServiceNameLength)
        {
            return new Mistake("service", $"'{pattern}' has {pattern.Length} characters; a pattern has 1 to {NameRules.ServiceNameLength}.");
        }

        return pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '*' or '?') && pattern[0] != '-' && pattern[^1] != '-'
            ? null
            : new Mistake("service", $"'{pattern}' is no pattern: use letters, digits and hyphens, * for any of them, ? for one, as 'shop-*'.");
    }

    /// <summary>Whether one of the patterns means the service.</summary>
    public static bool Matches(IEnumerable<string> patterns, string service)
        => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, service, ignoreCase: true));
}
