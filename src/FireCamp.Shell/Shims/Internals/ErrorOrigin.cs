using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Says which call an error is about.</summary>
internal static class ErrorOrigin
{
    /// <summary>
    /// Makes the record point at the call, and keeps it from being pointed elsewhere when it is written.
    /// </summary>
    public static void Set(ErrorRecord record, InvocationInfo caller)
    {
        SetInvocationInfo(record, caller);
        SetPreserve(record, true);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void SetInvocationInfo(ErrorRecord record, InvocationInfo invocation);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreserveInvocationInfoOnce")]
    private static extern void SetPreserve(ErrorRecord record, bool preserve);
}
