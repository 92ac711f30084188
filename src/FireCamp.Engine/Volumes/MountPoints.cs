using System.Text.RegularExpressions;

namespace FireCamp.Engine.Volumes;

/// <summary>The folders on which file systems are mounted, as this process sees them.</summary>
internal static partial class MountPoints
{
    private const string Table = "/proc/self/mountinfo";

    /// <summary>Whether a file system is mounted right on the folder.</summary>
    public static bool Includes(string folder)
        => File.Exists(Table) && File.ReadLines(Table).Any(line => line.Split(' ') is [_, _, _, _, var point, ..] && Unescaped(point) == folder);

    // Blanks and backslashes stand in it as their octal numbers.
    private static string Unescaped(string text) => Octal().Replace(text, m => $"{(char)Convert.ToInt32(m.Groups[1].Value, 8)}");

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
