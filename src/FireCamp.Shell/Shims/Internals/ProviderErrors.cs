using System.Management.Automation;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Tells what a provider throws about one path from what must end the whole call.</summary>
internal static class ProviderErrors
{
    public static bool IsAboutPath(Exception error) => error is PSNotSupportedException or DriveNotFoundException
        or ProviderNotFoundException or ItemNotFoundException or PSArgumentException or ProviderInvocationException;

    public static ErrorRecord ToRecord(Exception error) => new(((IContainsErrorRecord)error).ErrorRecord, error);
}
