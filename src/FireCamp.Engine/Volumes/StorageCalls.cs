using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Engine.Volumes;

/// <summary>What the system's own library can do with storage and .NET has no name for.</summary>
internal static class StorageCalls
{
    /// <summary>FICLONE of linux/fs.h: the file shares all blocks of another.</summary>
    private const nuint Clone = 0x40049409;

    private const string Probe = ".clone-";

    /// <summary>O_RDONLY and O_CLOEXEC.</summary>
    private const int ToRead = 0x80000;

    /// <summary>EEXIST.</summary>
    private const int Exists = 17;

    /// <summary>EXDEV, EINVAL, ENOTTY, ENOSYS, EOPNOTSUPP: the file system has no such thing.</summary>
    private static readonly int[] Unsupported = [18, 22, 25, 38, 95];

    /// <summary>The file has the second name too, unless something has it already. <c>File.Move</c> looks first and renames then.</summary>
    /// <exception cref="IOException">It can't be given the name.</exception>
    public static void Link(string file, string name) => _ = TryLink(file, name);

    /// <summary>The same; says whether the name was free.</summary>
    /// <exception cref="IOException">It can't be given the name.</exception>
    public static bool TryLink(string file, string name)
        => MakeLink(file, name) == 0
            || (Marshal.GetLastPInvokeError() == Exists
                ? false
                : throw new IOException($"'{name}' can't be made: {Marshal.GetLastPInvokeErrorMessage()}"));

    /// <summary>The names in the folder are on the disk.</summary>
    /// <exception cref="IOException">They can't be written.</exception>
    public static void Flush(string folder)
    {
        var handle = Open(folder, ToRead);
        try
        {
            // Some network file systems write names at once and refuse to be told so.
            if (handle < 0 || (FSync(handle) != 0 && !Unsupported.Contains(Marshal.GetLastPInvokeError())))
            {
                throw new IOException($"'{folder}' can't be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        finally
        {
            _ = handle >= 0 ? Close(handle) : 0;
        }
    }

    /// <summary>Whether files in the folder can share blocks (reflink): tried out with two small files.</summary>
    /// <remarks>They lose their names as soon as they are open, and what a process left that was killed before that goes at the next look.</remarks>
    /// <exception cref="IOException">It can't be tried out.</exception>
    public static bool CanClone(string folder)
    {
        foreach (var left in Directory.EnumerateFiles(folder, $"{Probe}*"))
        {
            File.Delete(left);
        }

        using var from = OpenNameless(folder);
        using var to = OpenNameless(folder);
        RandomAccess.Write(from, new byte[4096], 0);
        if (IoControl((int)to.DangerousGetHandle(), Clone, (int)from.DangerousGetHandle()) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return Unsupported.Contains(error) ? false : throw new IOException(new Win32Exception(error).Message);
    }

    /// <summary>The file, which must not exist yet, takes so many bytes of its file system, whatever it may hold.</summary>
    /// <exception cref="IOException">There is no room, or it can't be made; nothing is left of it.</exception>
    public static void Allocate(string file, long bytes)
    {
        int error;
        using (var handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write))
        {
            error = Allocate((int)handle.DangerousGetHandle(), 0, bytes);
        }

        if (error != 0)
        {
            File.Delete(file);
            throw new IOException($"'{file}' can't take {bytes} bytes: {new Win32Exception(error).Message}");
        }
    }

    private static SafeFileHandle OpenNameless(string folder)
    {
        var probe = Path.Combine(folder, $"{Probe}{Guid.NewGuid():N}");
        try
        {
            return File.OpenHandle(probe, FileMode.CreateNew, FileAccess.ReadWrite);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    // Where the file system has no such call, the library writes to every block.
    [DllImport("libc", EntryPoint = "posix_fallocate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Allocate(int file, long start, long length);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeLink(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int IoControl(int file, nuint request, int argument);
}
