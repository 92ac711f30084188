using System.Runtime.InteropServices;

namespace FireCamp.Engine.Processes;

/// <summary>Sends signals to processes of this machine.</summary>
internal static class ProcessSignals
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends it; a process that is gone is success.</summary>
    public static void Send(int process, int signal) => _ = SendSignal(process, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
