using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FireCamp.PowerShell.Tests.Watching;

/// <summary>What a terminal shows of what was written to it: lines, moves up, and clearing; anything else is refused.</summary>
internal sealed partial class TerminalScreen(int width)
{
    private readonly List<StringBuilder> rows = [new()];
    private int row;
    private int column;

    public IReadOnlyList<string> Rows => [.. rows.Select(r => r.ToString().TrimEnd())];

    public bool HasCursor { get; private set; } = true;

    public void Write(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Sequence().Match(text, i) is { Success: true } match && match.Index == i)
            {
                Take(match.Groups[2].Value, match.Groups[1].Value);
                i += match.Length - 1;
            }
            else
            {
                Put(text[i]);
            }
        }
    }

    private void Take(string what, string number)
    {
        switch (what)
        {
            case "A":
                row = Math.Max(0, row - int.Parse(number, CultureInfo.InvariantCulture));
                break;
            case "K":
                rows[row].Length = Math.Min(rows[row].Length, column);
                break;
            case "J":
                rows[row].Length = Math.Min(rows[row].Length, column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            case "l" or "h" when number is "?25":
                HasCursor = what == "h";
                break;
            case "l" or "h" when number is "?7":
                break;
            default:
                throw new NotSupportedException($"The sequence {number}{what} is new to this terminal.");
        }
    }

    private void Put(char character)
    {
        switch (character)
        {
            case '\r':
                column = 0;
                return;
            case '\n':
                (row, column) = (row + 1, 0);
                if (row == rows.Count)
                {
                    rows.Add(new StringBuilder());
                }

                return;
        }

        Assert.True(column < width, "a line is longer than the window");
        var line = rows[row];
        line.Append(' ', Math.Max(0, column + 1 - line.Length));
        line[column++] = character;
    }

    [GeneratedRegex(@"\x1b\[(\??\d*)([A-Za-z])")]
    private static partial Regex Sequence();
}
