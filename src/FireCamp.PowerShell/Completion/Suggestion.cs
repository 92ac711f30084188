namespace FireCamp.PowerShell.Completion;

/// <summary>Something to offer, and what is said about it; the help is never empty.</summary>
internal sealed record Suggestion
{
    public Suggestion(string text, string? help = null)
    {
        Text = text;
        Help = string.IsNullOrWhiteSpace(help) ? text : help;
    }

    public string Text { get; }

    public string Help { get; }
}
