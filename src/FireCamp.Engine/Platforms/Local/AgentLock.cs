using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using FireCamp.Engine.Model;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>A node's lock: an exclusive flock on its pid file, which the kernel drops when the agent ends, however it ends.</summary>
/// <remarks>
/// Held for the agent's life, so "the lock is free" proves that no agent of the node runs. The file is opened beneath the
/// framework, which would take a lock of its own on everything that it opens.
/// </remarks>
public sealed class AgentLock : IDisposable
{
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int NoSuchFile = 2;
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private const int ReadCloseOnExec = 0x80000;

    private readonly SafeFileHandle file;

    private AgentLock(SafeFileHandle file) => this.file = file;

    /// <summary>Takes the lock and writes this process's id into the file; null when an agent has it.</summary>
    public static AgentLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = Open(path, ReadWriteCreateCloseOnExec) ?? throw Failed(path, NoSuchFile);
        if (FLock(file, Exclusive | NonBlocking) != 0)
        {
            file.Dispose();
            return null;
        }

        RandomAccess.SetLength(file, 0);
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")), 0);
        return new AgentLock(file);
    }

    /// <summary>Whether an agent holds the lock now.</summary>
    public static bool IsHeld(string path) => HolderOf(path) is not null;

    /// <summary>The process that holds the lock; null when none does. 0 for an agent that is just starting.</summary>
    public static int? HolderOf(string path)
    {
        using var file = Open(path, ReadCloseOnExec);
        if (file is null || FLock(file, Shared | NonBlocking) == 0)
        {
            return null;
        }

        var text = new byte[20];
        var length = RandomAccess.Read(file, text, 0);
        return int.TryParse(Encoding.ASCII.GetString(text, 0, length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : 0;
    }

    public void Dispose() => file.Dispose();

    private static SafeFileHandle? Open(string path, int flags)
    {
        var descriptor = OpenFile(Encoding.UTF8.GetBytes(path + '\0'), flags, 0x180);
        if (descriptor >= 0)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchFile ? null : throw Failed(path, error);
    }

    private static FireCampException Failed(string path, int error)
        => new("NodeNotReadable", $"The node's lock '{path}' can't be opened: {Marshal.GetPInvokeErrorMessage(error)}.",
            "Use the account that started the cluster.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile(byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FLock(SafeFileHandle file, int operation);
}
