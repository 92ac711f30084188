namespace FireCamp.Shell.Editing;

/// <summary>Ctrl-R: finds the newest line that contains what is typed; Ctrl-R again goes further back.</summary>
internal sealed class HistorySearch(IEditorTerminal terminal, LineRenderer renderer, CommandHistory history)
{
    private string wanted = string.Empty;
    private int found = -1;

    /// <summary>
    /// Leaves the line found in the buffer and returns the key that ended the search, which is still to be handled.
    /// </summary>
    public ConsoleKeyInfo Run(EditBuffer buffer)
    {
        var before = buffer.Text;
        found = history.Lines.Count;
        while (true)
        {
            renderer.Draw($"(search '{wanted}'): ", buffer.Text, buffer.Cursor);
            var key = terminal.ReadKey();
            if (key is { Key: ConsoleKey.R, Modifiers: ConsoleModifiers.Control })
            {
                Find(buffer, found);
            }
            else if (key.Key == ConsoleKey.Backspace)
            {
                wanted = wanted.Length > 0 ? wanted[..^1] : wanted;
                Find(buffer, history.Lines.Count);
            }
            else if (key.Key == ConsoleKey.Escape || key is { Key: ConsoleKey.G, Modifiers: ConsoleModifiers.Control })
            {
                buffer.Set(before);
                return default;
            }
            else if (char.IsControl(key.KeyChar) || key.KeyChar == '\0')
            {
                return key;
            }
            else
            {
                wanted += key.KeyChar;
                Find(buffer, history.Lines.Count);
            }
        }
    }

    private void Find(EditBuffer buffer, int before)
    {
        var index = wanted.Length == 0 ? -1 : history.FindLast(wanted, before);
        if (index >= 0)
        {
            found = index;
            buffer.Set(history.Lines[index]);
        }
    }
}
