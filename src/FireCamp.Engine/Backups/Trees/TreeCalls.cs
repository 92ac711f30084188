using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Engine.Backups.Trees;

/// <summary>What the system's own library knows of files and .NET has no name for.</summary>
internal static class TreeCalls
{
    // AT_FDCWD, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, SEEK_DATA, SEEK_HOLE, ENXIO, EINVAL.
    private const int Here = -100;
    private const int DoNotFollow = 0x100;
    private const uint Basic = 0x7FF;
    private const int ToData = 3;
    private const int ToHole = 4;
    private const int NoneLeft = 6;
    private const int Unknown = 22;

    /// <summary>What lies at the path; a link itself, not what it leads to.</summary>
    /// <exception cref="IOException">It can't be looked at.</exception>
    public static FileStatus Look(string path)
        => StatX(Here, path, DoNotFollow, Basic, out var status) == 0 ? status : throw Failure();

    /// <summary>The parts of a file that aren't holes, in order; the whole file where the file system doesn't tell.</summary>
    /// <exception cref="IOException">It can't be looked at.</exception>
    public static List<FileExtent> Extents(SafeFileHandle file, long length)
    {
        var extents = new List<FileExtent>();
        for (long from = 0, to; from < length; from = to)
        {
            from = Seek(file, from, ToData);
            if (from < 0 && Marshal.GetLastPInvokeError() is var error && error != NoneLeft)
            {
                return error == Unknown ? [new FileExtent(0, length)] : throw Failure();
            }

            if (from < 0 || from >= length)
            {
                break;
            }

            to = Seek(file, from, ToHole);
            to = to < 0 ? throw Failure() : Math.Min(to, length);
            extents.Add(new FileExtent(from, to - from));
        }

        return extents;
    }

    /// <summary>The entry itself, not what it leads to, has the owners.</summary>
    /// <exception cref="IOException">It can't be changed.</exception>
    public static void SetOwners(string path, int user, int group) => Require(LChown(path, user, group));

    /// <summary>The file has the second name too.</summary>
    /// <exception cref="IOException">It can't be given the name.</exception>
    public static void Link(string file, string name) => Require(MakeLink(file, name));

    /// <exception cref="IOException">It can't be made.</exception>
    public static void MakePipe(string path) => Require(MkFifo(path, Convert.ToUInt32("600", 8)));

    private static void Require(int result)
    {
        if (result != 0)
        {
            throw Failure();
        }
    }

    private static IOException Failure() => new(Marshal.GetLastPInvokeErrorMessage());

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out FileStatus status);

    [DllImport("libc", EntryPoint = "lseek64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long Seek(SafeFileHandle file, long offset, int whence);

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LChown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeLink(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MkFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
