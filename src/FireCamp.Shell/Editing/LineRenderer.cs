using System.Text;

namespace FireCamp.Shell.Editing;

/// <summary>Draws the prompt and the text behind it, over as many rows as that takes.</summary>
internal sealed class LineRenderer(IEditorTerminal terminal, string prompt, string continuation)
{
    private int cursorRow;

    /// <summary>Draws anew, with the cursor where it is in the buffer.</summary>
    public void Draw(EditBuffer buffer) => Draw(prompt, buffer.Text, buffer.Cursor);

    public void Draw(string shownPrompt, string text, int cursor)
    {
        var width = terminal.Width;
        var (start, indent) = (AnsiText.CellsOf(shownPrompt), CellWidth.Of(continuation));
        var end = ScreenPosition.After(text, start, indent, width);
        var place = ScreenPosition.After(text[..cursor], start, indent, width);
        var drawing = new StringBuilder(Up(cursorRow)).Append("\r\e[J").Append(shownPrompt)
            .Append(text.Replace("\n", $"\r\n{continuation}", StringComparison.Ordinal));
        if (end.Column == width)
        {
            // A blank brings the cursor out of the margin, where it is in no definite row.
            drawing.Append(" \r\e[K");
            end = new ScreenPosition(end.Row + 1, 0);
        }

        if (place.Column == width)
        {
            place = new ScreenPosition(place.Row + 1, 0);
        }

        drawing.Append(
            Up(end.Row - place.Row)).Append('\r').Append(place.Column > 0 ? $"\e[{place.Column}C" : string.Empty);
        terminal.Write(drawing.ToString());
        cursorRow = place.Row;
    }

    /// <summary>Leaves the text as it is and goes to the line below it.</summary>
    public void Finish(EditBuffer buffer, string suffix = "")
    {
        Draw(prompt, buffer.Text, buffer.Length);
        terminal.Write($"{suffix}\r\n");
        cursorRow = 0;
    }

    private static string Up(int rows) => rows > 0 ? $"\e[{rows}A" : string.Empty;
}
