namespace FireCamp.Shell.Editing;

/// <summary>One completion: what is put in, and how a list shows it.</summary>
internal sealed record CompletionChoice(string Text, string Label);
