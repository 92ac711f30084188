using System.Text.RegularExpressions;

namespace FireCamp.Shell.Editing;

/// <summary>Text with escape sequences in it.</summary>
internal static partial class AnsiText
{
    /// <summary>The cells that show.</summary>
    public static int CellsOf(string text) => CellWidth.Of(Sequence().Replace(text, string.Empty));

    [GeneratedRegex("\u001b(\\[[0-9;?]*[A-Za-z]|\\][^\u0007]*\u0007)")]
    private static partial Regex Sequence();
}
