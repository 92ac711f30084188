using System.Text.RegularExpressions;

namespace FireCamp.Engine.Volumes;

/// <summary>What the kernel says is mounted where, as this process sees it.</summary>
internal static partial class MountTable
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>The device that is mounted right on the folder; null when nothing is.</summary>
    public static string? DeviceAt(string folder)
    {
        // "36 35 98:0 /root /folder rw,noatime shared:1 - xfs /dev/nvme1n1 rw": the last one on a folder covers those before.
        var path = Path.GetFullPath(folder);
        return File.Exists(Table) && File.ReadLines(Table).Select(l => l.Split(' ')).LastOrDefault(f => Unescaped(f[4]) == path) is { } fields
            ? fields[Array.IndexOf(fields, "-") + 2]
            : null;
    }

    // Blanks and backslashes stand in it as their octal numbers.
    private static string Unescaped(string text) => Octal().Replace(text, m => $"{(char)Convert.ToInt32(m.Groups[1].Value, 8)}");

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
