using FireCamp.Shell.Host;

namespace FireCamp.Shell.Editing;

/// <summary>Reads commands and runs them until the user leaves.</summary>
internal sealed class PromptLoop(PipelineRunner runner, ShellHost host)
{
    private static readonly Lazy<CommandHistory> History = new(
        () => new CommandHistory(new HistoryFile(HistoryFile.DefaultPath)));

    /// <summary>
    /// Returns the code given to <c>exit</c>; 0 without one. A nested prompt ends by <c>exit</c> too, alone.
    /// </summary>
    public int Run(bool nested)
    {
        host.NestedPromptEnded = false;
        var editor = NewEditor();
        while (host.ExitCode is null && !(nested && host.NestedPromptEnded))
        {
            var (outcome, line) = Read(editor);
            if (outcome == EditOutcome.EndOfInput)
            {
                break;
            }

            if (outcome == EditOutcome.Accepted && !string.IsNullOrWhiteSpace(line))
            {
                History.Value.Add(line);
                runner.Run(shell => shell.AddScript(line, useLocalScope: false), addToHistory: true);
            }
        }

        return EndOfLoop(nested);
    }

    private int EndOfLoop(bool nested)
    {
        host.NestedPromptEnded = false;
        var code = host.ExitCode ?? ExitCodes.Success;
        if (nested)
        {
            host.TakeExitCode();
        }

        return code;
    }

    private (EditOutcome Outcome, string Line) Read(LineEditor editor)
    {
        if (!host.Terminal.IsInteractive)
        {
            return Console.In.ReadLine() is { } line
                ? (EditOutcome.Accepted, line)
                : (EditOutcome.EndOfInput, string.Empty);
        }

        // While a line is edited Ctrl-C is a key; while a command runs it is a signal again.
        Console.TreatControlCAsInput = true;
        try
        {
            return editor.Read(Prompt());
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    // Rows above the last one are written once; the editor redraws the last.
    private string Prompt()
    {
        var text = string.Concat(runner.Query("prompt"));
        text = text.Length > 0 ? text : "PS> ";
        var lastRow = text.LastIndexOf('\n') + 1;
        host.UI.Write(text[..lastRow]);
        return System.Management.Automation.Host.PSHostUserInterface.GetOutputString(
            text[lastRow..], host.UI.SupportsVirtualTerminal);
    }

    private LineEditor NewEditor()
    {
        var services = new EditorServices(
            History.Value, new RunspaceCompleter(runner).Complete, CommandText.IsIncomplete);
        return new LineEditor(new ConsoleEditorTerminal(host.Terminal), services);
    }
}
