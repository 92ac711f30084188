using System.Runtime.InteropServices;

namespace FireCamp.Engine.Backups.Trees;

/// <summary>struct statx of linux/stat.h, which is the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileStatus
{
    private const int TypeMask = 0xF000;

    [FieldOffset(16)]
    public readonly uint Links;

    [FieldOffset(20)]
    public readonly uint User;

    [FieldOffset(24)]
    public readonly uint Group;

    [FieldOffset(28)]
    private readonly ushort mode;

    [FieldOffset(32)]
    public readonly ulong Number;

    [FieldOffset(40)]
    public readonly ulong Size;

    [FieldOffset(48)]
    public readonly ulong Blocks;

    [FieldOffset(112)]
    private readonly long changedSeconds;

    [FieldOffset(120)]
    private readonly uint changedNanoseconds;

    [FieldOffset(136)]
    private readonly uint deviceMajor;

    [FieldOffset(140)]
    private readonly uint deviceMinor;

    public FileType Type => (FileType)(mode & TypeMask);

    public UnixFileMode Mode => (UnixFileMode)(mode & ~TypeMask);

    public (uint Major, uint Minor) Device => (deviceMajor, deviceMinor);

    public DateTimeOffset ChangedAt
        => DateTimeOffset.FromUnixTimeSeconds(changedSeconds).AddTicks(changedNanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>Whether it takes less room than it is long; only then it is worth while to look for holes.</summary>
    public bool HasHoles => Blocks * 512 < Size;
}
