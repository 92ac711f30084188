using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using FireCamp.Shell.Shims.Internals;

namespace FireCamp.Shell.Shims;

/// <summary>
/// The everyday cmdlets that come with pwsh and not with its engine. Each appears under the module it has there, since
/// the engine itself calls some by qualified name (<c>Microsoft.PowerShell.Utility\Sort-Object</c>) when it completes
/// input.
/// </summary>
internal static class ShimCatalog
{
    /// <summary>Returns an entry for every shim.</summary>
    public static IEnumerable<SessionStateCmdletEntry> Entries()
    {
        foreach (var group in Groups)
        {
            var module = SnapIn.Create(group.Module);
            foreach (var type in group.Cmdlets)
            {
                yield return SnapIn.Attach(new SessionStateCmdletEntry(NameOf(type), type, helpFileName: null), module);
            }
        }
    }

    public static IReadOnlyList<(string Module, Type[] Cmdlets)> Groups { get; } =
    [
        ("Microsoft.PowerShell.Utility", UtilityShims.All),
        ("Microsoft.PowerShell.Management", ManagementShims.All),
        ("Microsoft.PowerShell.Security", SecurityShims.All),
    ];

    private static string NameOf(Type cmdlet)
    {
        var attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
