namespace FireCamp.Shell.Editing;

/// <summary>Up and down through the history; what was typed before waits at the lower end.</summary>
internal sealed class HistoryWalk(CommandHistory history)
{
    private int index = history.Lines.Count;
    private string typed = string.Empty;

    public void Back(EditBuffer buffer)
    {
        if (index == 0)
        {
            return;
        }

        if (index == history.Lines.Count)
        {
            typed = buffer.Text;
        }

        buffer.Set(history.Lines[--index]);
    }

    public void Forward(EditBuffer buffer)
    {
        if (index < history.Lines.Count)
        {
            index++;
            buffer.Set(index == history.Lines.Count ? typed : history.Lines[index]);
        }
    }
}
