using System.Runtime.InteropServices;

namespace FireCamp.Agent.Supervision;

/// <summary>The system calls that the framework has no name for.</summary>
internal static partial class Posix
{
    public const int SigKill = 9;

    /// <summary>No such process: it is gone, which is what killing it was for.</summary>
    public const int NoSuchProcess = 3;

    private const int SigInt = 2;
    private const int SigQuit = 3;
    private const nint Default = 0;
    private const nint Ignore = 1;

    // More than the kernel's and the C library's structure has; its first field is the handler.
    private const int SignalActionSize = 256;

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, out TimeSpec time);

    /// <summary>A negative process id means the process group of that number.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    /// <summary>Sets a path's owner; of a symbolic link the link's own.</summary>
    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "getpwnam", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GetUser(string name);

    /// <summary>
    /// Gives the calling thread precedence over the machine's other work where the agent may do that (as root); else
    /// nothing.
    /// </summary>
    internal static void RaisePriority() => _ = SetPriority(0, 0, -15);

    /// <summary>
    /// Signals that this process was started to ignore, and that whatever it starts would ignore too, have their usual effect again. A shell
    /// starts what runs in its background so, and a server that begins with a script would not be stopped by the signal before it is up.
    /// </summary>
    internal static void HearIgnoredSignals()
    {
        HearIfIgnored(SigInt);
        HearIfIgnored(SigQuit);
    }

    private static void HearIfIgnored(int signal)
    {
        Span<nint> action = stackalloc nint[SignalActionSize / sizeof(long)];
        if (GetSignalAction(signal, 0, action) == 0 && action[0] == Ignore)
        {
            _ = SetSignal(signal, Default);
        }
    }

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    private static partial int GetSignalAction(int signal, nint change, Span<nint> action);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint SetSignal(int signal, nint handler);

    // On Linux a process id of 0 means the calling thread.
    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int who, int priority);
}
