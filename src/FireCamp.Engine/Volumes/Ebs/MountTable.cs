namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>What the kernel says is mounted where.</summary>
internal static class MountTable
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>The device that is mounted on the folder; null when nothing is.</summary>
    public static string? DeviceAt(string folder)
    {
        // "36 35 98:0 /root /folder rw,noatime shared:1 - xfs /dev/nvme1n1 rw": the last one on a folder covers those before.
        var path = Escaped(Path.GetFullPath(folder));
        return File.ReadLines(Table).Select(l => l.Split(' ')).LastOrDefault(f => f[4] == path) is { } fields
            ? fields[Array.IndexOf(fields, "-") + 2]
            : null;
    }

    // As the kernel writes what would end a field.
    private static string Escaped(string path)
        => path.Replace("\\", @"\134", StringComparison.Ordinal).Replace(" ", @"\040", StringComparison.Ordinal);
}
