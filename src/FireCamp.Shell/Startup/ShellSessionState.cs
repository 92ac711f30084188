using System.Management.Automation.Runspaces;
using FireCamp.Shell.Shims;
using Microsoft.PowerShell;

namespace FireCamp.Shell.Startup;

/// <summary>The commands, variables and settings that a session starts with.</summary>
internal static class ShellSessionState
{
    public static InitialSessionState Create()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // Elsewhere there is no policy, and setting one throws.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        foreach (var shim in ShimCatalog.Entries())
        {
            state.Commands.Add(shim);
        }

        return state;
    }
}
