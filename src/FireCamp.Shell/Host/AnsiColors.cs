using System.Management.Automation;

namespace FireCamp.Shell.Host;

/// <summary>Escape sequences for the console's sixteen colours.</summary>
internal static class AnsiColors
{
    /// <summary>A colour outside the sixteen (-1) stands for the terminal's own and is left alone.</summary>
    public static string Paint(string text, ConsoleColor foreground, ConsoleColor background)
    {
        var before = Known(foreground) ? PSStyle.MapForegroundColorToEscapeSequence(foreground) : string.Empty;
        before += Known(background) ? PSStyle.MapBackgroundColorToEscapeSequence(background) : string.Empty;
        return before.Length == 0 ? text : $"{before}{text}{PSStyle.Instance.Reset}";
    }

    private static bool Known(ConsoleColor color) => (int)color is >= 0 and <= 15;
}
