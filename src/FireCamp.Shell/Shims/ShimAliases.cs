using System.Management.Automation.Runspaces;

namespace FireCamp.Shell.Shims;

/// <summary>Aliases that pwsh has and its engine alone doesn't define.</summary>
internal static class ShimAliases
{
    public static IEnumerable<SessionStateAliasEntry> Missing =>
    [
    ];
}
