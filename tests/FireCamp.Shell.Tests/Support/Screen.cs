using System.Globalization;
using System.Text;

namespace FireCamp.Shell.Tests.Support;

/// <summary>A small terminal: the sequences that the line editor uses, and no others.</summary>
internal sealed class Screen(int width)
{
    private readonly List<StringBuilder> rows = [new()];
    private int row;
    private int column;

    public IReadOnlyList<string> Rows => [.. rows.Select(text => text.ToString().TrimEnd())];

    public (int Row, int Column) Cursor => (row, column);

    public void Write(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\e':
                    i = Sequence(text, i + 2);
                    break;
                case '\r':
                    column = 0;
                    break;
                case '\n':
                    MoveDown();
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    private int Sequence(string text, int start)
    {
        var end = start;
        while (char.IsDigit(text[end]))
        {
            end++;
        }

        var number = end > start ? int.Parse(text[start..end], CultureInfo.InvariantCulture) : 1;
        switch (text[end])
        {
            case 'A':
                row = Math.Max(0, row - number);
                break;
            case 'C':
                column = Math.Min(width - 1, column + number);
                break;
            case 'J':
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                EraseToEnd();
                break;
            case 'K':
                EraseToEnd();
                break;
            default:
                throw new NotSupportedException($"The sequence '{text[start..(end + 1)]}' is new to the screen.");
        }

        return end;
    }

    // At the right margin the cursor waits for the next character before it goes down.
    private void Put(char character)
    {
        if (column == width)
        {
            MoveDown();
            column = 0;
        }

        var line = rows[row];
        line.Append(' ', Math.Max(0, column + 1 - line.Length));
        line[column++] = character;
    }

    private void MoveDown()
    {
        row++;
        if (row == rows.Count)
        {
            rows.Add(new StringBuilder());
        }
    }

    private void EraseToEnd() => rows[row].Length = Math.Min(rows[row].Length, column);
}
