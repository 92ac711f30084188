namespace FireCamp.Shell.Editing;

/// <summary>What the line editor asks others: how a text could go on, and whether it is a whole command.</summary>
internal sealed record EditorServices(
    CommandHistory History, Func<string, int, CompletionSet> Complete, Func<string, bool> IsIncomplete);
