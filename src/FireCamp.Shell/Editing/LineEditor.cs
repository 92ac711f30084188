namespace FireCamp.Shell.Editing;

/// <summary>
/// Lets the user edit a command: cursor and word keys, history with up and down and Ctrl-R, completion with Tab and a
/// list of it with Ctrl-Space, more lines while the command isn't whole.
/// </summary>
internal sealed class LineEditor(IEditorTerminal terminal, EditorServices services)
{
    private const string Continuation = ">> ";

    private readonly EditBuffer buffer = new();
    private LineRenderer renderer = null!;
    private HistoryWalk walk = null!;
    private CompletionCycle? cycle;

    /// <summary>Returns how editing ended, and the line when it is to run.</summary>
    public (EditOutcome Outcome, string Line) Read(string prompt)
    {
        renderer = new LineRenderer(terminal, prompt, Continuation);
        walk = new HistoryWalk(services.History);
        buffer.Set(string.Empty);
        cycle = null;
        while (true)
        {
            renderer.Draw(buffer);
            var key = terminal.ReadKey();
            if (IsControl(key, ConsoleKey.R))
            {
                key = new HistorySearch(terminal, renderer, services.History).Run(buffer);
            }

            if (Handle(key) is { } outcome)
            {
                renderer.Finish(buffer, outcome == EditOutcome.Cancelled ? "^C" : string.Empty);
                return (outcome, buffer.Text);
            }
        }
    }

    private EditOutcome? Handle(ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Tab)
        {
            Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            return null;
        }

        cycle = null;
        if (key.Key == ConsoleKey.Enter)
        {
            return Enter(key);
        }

        if (IsControl(key, ConsoleKey.C))
        {
            return EditOutcome.Cancelled;
        }

        if (IsControl(key, ConsoleKey.D) && buffer.Length == 0)
        {
            return EditOutcome.EndOfInput;
        }

        Edit(key);
        return null;
    }

    private EditOutcome? Enter(ConsoleKeyInfo key)
    {
        var wantsMore = key.Modifiers.HasFlag(ConsoleModifiers.Shift) || services.IsIncomplete(buffer.Text);
        if (!wantsMore)
        {
            return EditOutcome.Accepted;
        }

        buffer.Insert("\n");
        return null;
    }

    private void Edit(ConsoleKeyInfo key)
    {
        if (EditKeys.Find(key) is { } edit)
        {
            edit(buffer);
        }
        else if (key.Key == ConsoleKey.UpArrow || IsControl(key, ConsoleKey.P))
        {
            walk.Back(buffer);
        }
        else if (key.Key == ConsoleKey.DownArrow || IsControl(key, ConsoleKey.N))
        {
            walk.Forward(buffer);
        }
        else if (IsControl(key, ConsoleKey.Spacebar) || IsControl(key, ConsoleKey.D2))
        {
            ListCompletions();
        }
        else if (IsControl(key, ConsoleKey.L))
        {
            terminal.Write("\e[H\e[2J");
        }
        else if (!char.IsControl(key.KeyChar))
        {
            buffer.Insert(key.KeyChar.ToString());
        }
    }

    private void Complete(int direction)
    {
        if (cycle is null)
        {
            var found = services.Complete(buffer.Text, buffer.Cursor);
            cycle = found.Choices.Count > 0 ? new CompletionCycle(found) : null;
        }

        cycle?.Step(buffer, direction);
    }

    private void ListCompletions()
    {
        var found = services.Complete(buffer.Text, buffer.Cursor);
        if (found.Choices.Count > 0)
        {
            renderer.Finish(buffer);
            terminal.Write(ChoiceList.Format(found.Choices, terminal.Width));
        }
    }

    private static bool IsControl(ConsoleKeyInfo key, ConsoleKey wanted) =>
        key.Key == wanted && key.Modifiers == ConsoleModifiers.Control;
}
