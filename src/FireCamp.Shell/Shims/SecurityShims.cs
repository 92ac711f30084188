using Microsoft.PowerShell.Commands;

namespace FireCamp.Shell.Shims;

/// <summary>The shims of Microsoft.PowerShell.Security.</summary>
internal static class SecurityShims
{
    // A list, since finding them by reflection would cost every start.
    public static Type[] All { get; } =
    [
        typeof(ConvertFromSecureStringCommand),
        typeof(ConvertToSecureStringCommand),
        typeof(GetCredentialCommand),
    ];
}
