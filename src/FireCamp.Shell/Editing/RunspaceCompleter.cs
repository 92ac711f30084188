using System.Management.Automation;

namespace FireCamp.Shell.Editing;

/// <summary>Completes input with what the session knows.</summary>
internal sealed class RunspaceCompleter(PipelineRunner runner)
{
    public CompletionSet Complete(string text, int cursor)
    {
        try
        {
            var found = runner.Use(shell => CommandCompletion.CompleteInput(text, cursor, options: null, shell));
            return new CompletionSet(
                found.ReplacementIndex,
                found.ReplacementLength,
                [.. found.CompletionMatches.Select(
                    match => new CompletionChoice(match.CompletionText, match.ListItemText))]);
        }
        catch (Exception error) when (
            error is RuntimeException or NullReferenceException or ArgumentException or InvalidOperationException)
        {
            // The engine's completers, and those of modules, may fail on half-written input. That must not end the
            // session.
            return CompletionSet.Empty;
        }
    }
}
