using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>
/// Gives cmdlets a module's name without a module: no manifest is read and nothing is imported, which a Shell that
/// shall answer within half a second can't afford.
/// </summary>
internal static class SnapIn
{
    public static PSSnapInInfo Create(string name)
    {
        var version = typeof(PSObject).Assembly.GetName().Version;
        var assembly = typeof(SnapIn).Assembly;
        return New(
            name, isDefault: true, AppContext.BaseDirectory, assembly.FullName!, assembly.Location, version!, version!,
            [], [], string.Empty, string.Empty);
    }

    public static SessionStateCmdletEntry Attach(SessionStateCmdletEntry entry, PSSnapInInfo snapIn)
    {
        SetPSSnapIn(entry, snapIn);
        return entry;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PSSnapInInfo New(
        string name,
        bool isDefault,
        string applicationBase,
        string assemblyName,
        string moduleName,
        Version psVersion,
        Version version,
        Collection<string> types,
        Collection<string> formats,
        string description,
        string vendor);

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void SetPSSnapIn(InitialSessionStateEntry entry, PSSnapInInfo snapIn);
}
