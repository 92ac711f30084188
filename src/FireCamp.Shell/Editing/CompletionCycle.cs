namespace FireCamp.Shell.Editing;

/// <summary>Goes through the completions of one place, one with each press of Tab.</summary>
internal sealed class CompletionCycle(CompletionSet completions)
{
    private int index = -1;
    private int shownLength = completions.Length;

    public IReadOnlyList<CompletionChoice> Choices => completions.Choices;

    /// <summary>Puts the next (+1) or the one before (-1) in place of what the last step put there.</summary>
    public void Step(EditBuffer buffer, int direction)
    {
        var count = Choices.Count;
        index = index < 0 && direction < 0 ? count - 1 : (index + direction + count) % count;
        buffer.Replace(completions.Start, shownLength, Choices[index].Text);
        shownLength = Choices[index].Text.Length;
    }
}
