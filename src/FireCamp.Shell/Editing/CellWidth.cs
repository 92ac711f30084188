using System.Globalization;
using System.Text;

namespace FireCamp.Shell.Editing;

/// <summary>How many cells of a terminal a character takes.</summary>
internal static class CellWidth
{
    // The blocks that terminals draw two cells wide: Hangul, CJK, full-width forms, emoji.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    public static int Of(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => Array.Exists(Wide, block => character.Value >= block.First && character.Value <= block.Last) ? 2 : 1,
    };

    /// <summary>The cells of a text without line breaks.</summary>
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);
}
