using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Agent.Supervision;

/// <summary>Calls of the kernel that watch processes by handle, that make and open named pipes, and that open what is no link.</summary>
internal static partial class Syscalls
{
    private const int PidfdSendSignal = 424;
    private const int PidfdOpen = 434;
    private const int WriteOnly = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int SetFlags = 4;
    private const int AtWorkingFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int NetworkNamespace = 0x40000000;
    private const int TypeMask = 0xf000;
    private const int TypeFifo = 0x1000;

    /// <summary>Nobody has the pipe open for reading.</summary>
    public const int NoReader = 6;

    /// <summary>A handle that stays this process's for good, whoever gets its id later; null when there is none of the id.</summary>
    public static SafeFileHandle? OpenProcess(int id)
    {
        var handle = Call(PidfdOpen, id, 0, 0, 0);
        return handle < 0 ? null : new SafeFileHandle(handle, ownsHandle: true);
    }

    /// <summary>Sends a signal; nothing happens when the process has ended.</summary>
    public static void Signal(SafeFileHandle process, int signal)
        => _ = Call(PidfdSendSignal, process.DangerousGetHandle(), signal, 0, 0);

    /// <summary>Returns once the process has ended; may take for ever.</summary>
    public static void Wait(SafeFileHandle process)
    {
        var poll = new PollEntry { Handle = (int)process.DangerousGetHandle(), Events = 1 };
        while (Poll(ref poll, 1, -1) != 1)
        {
            // A signal that was meant for another thread interrupts the wait.
        }
    }

    /// <summary>Whether the process has ended.</summary>
    public static bool HasEnded(SafeFileHandle process)
    {
        var poll = new PollEntry { Handle = (int)process.DangerousGetHandle(), Events = 1 };
        return Poll(ref poll, 1, 0) == 1;
    }

    /// <summary>Whether the path itself, no link, is a named pipe of this agent's user.</summary>
    public static bool IsOwnPipe(string path)
    {
        // struct statx, the same on every machine: the user's id at byte 20, the mode at byte 28.
        var stat = new byte[256];
        return Statx(AtWorkingFolder, path, NoFollow, BasicStats, stat) == 0
            && (BitConverter.ToUInt16(stat, 28) & TypeMask) == TypeFifo
            && BitConverter.ToUInt32(stat, 20) == EffectiveUser();
    }

    /// <exception cref="IOException">It can't be made.</exception>
    public static void MakePipe(string path)
    {
        if (MakeFifo(path, 0x180) != 0)
        {
            throw new IOException($"The pipe '{path}' can't be made: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>The pipe's writing end; null while nobody reads.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static FileStream? TryOpenPipe(string path)
    {
        var handle = Open(path, WriteOnly | NonBlocking | CloseOnExec, 0);
        if (handle < 0)
        {
            return Marshal.GetLastPInvokeError() == NoReader
                ? null
                : throw new IOException($"The pipe '{path}' can't be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        _ = Control(handle, SetFlags, WriteOnly);
        return new FileStream(new SafeFileHandle(handle, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>The folder itself, no link to one; null where there is none.</summary>
    public static SafeFileHandle? TryOpenFolder(string path) => TryOpenNoLink(path, IsArm ? 0x4000 : 0x10000);

    /// <summary>The file itself for reading, no link to one; null where there is none. A pipe doesn't make it wait.</summary>
    public static SafeFileHandle? TryOpenFile(string path) => TryOpenNoLink(path, NonBlocking);

    /// <summary>The calling thread is in the network namespace from now on; it must be one that nothing else runs on later.</summary>
    /// <exception cref="IOException">It can't enter it.</exception>
    public static void EnterNetwork(SafeFileHandle network)
    {
        if (SetNamespace(network, NetworkNamespace) != 0)
        {
            throw new IOException($"The container's network can't be entered: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    private static SafeFileHandle? TryOpenNoLink(string path, int flags)
    {
        var handle = Open(path, flags | (IsArm ? 0x8000 : 0x20000) | CloseOnExec, 0);
        return handle < 0 ? null : new SafeFileHandle(handle, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle handle, int kind);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] stat);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int handle, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Handle;
        public short Events;
        public short Seen;
    }
}
