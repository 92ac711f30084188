using System.Runtime.InteropServices;

namespace FireCamp.Lab.Processes;

/// <summary>Signals to processes; one that is gone is left alone.</summary>
public static partial class Signals
{
    private const int KillSignal = 9;
    private const int ContinueSignal = 18;
    private const int StopSignal = 19;

    public static void Kill(int process) => _ = Send(process, KillSignal);

    /// <summary>The process is frozen: it keeps what it has, and does nothing.</summary>
    public static void Freeze(int process) => _ = Send(process, StopSignal);

    public static void Thaw(int process) => _ = Send(process, ContinueSignal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
