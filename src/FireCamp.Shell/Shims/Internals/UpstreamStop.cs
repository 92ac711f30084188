using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Reflection;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Ends the commands before a cmdlet without ending those behind it.</summary>
internal static class UpstreamStop
{
    private static readonly ConstructorInfo New = typeof(PSObject).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!
        .GetConstructor(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(InternalCommand)])!;

    public static void Throw(Cmdlet requester) => throw (Exception)New.Invoke([requester]);
}
