using System.Text;

namespace FireCamp.Shell.Editing;

/// <summary>The text being edited and the cursor in it.</summary>
internal sealed class EditBuffer
{
    private readonly StringBuilder text = new();

    public string Text => text.ToString();

    public int Length => text.Length;

    /// <summary>From 0, before the first character, to <see cref="Length"/>, behind the last.</summary>
    public int Cursor { get; private set; }

    public void Set(string value)
    {
        text.Clear().Append(value);
        Cursor = text.Length;
    }

    public void Insert(string value)
    {
        text.Insert(Cursor, value);
        Cursor += value.Length;
    }

    /// <summary>
    /// Puts <paramref name="value"/> where <paramref name="length"/> characters were, and the cursor behind it.
    /// </summary>
    public void Replace(int start, int length, string value)
    {
        text.Remove(start, length).Insert(start, value);
        Cursor = start + value.Length;
    }

    public void MoveTo(int position) => Cursor = Math.Clamp(position, 0, text.Length);

    public void Left() => MoveTo(Cursor - StepBack());

    public void Right() => MoveTo(Cursor + StepForward());

    public void WordLeft() => Cursor = PreviousWord();

    public void WordRight() => Cursor = NextWord();

    public void LineStart() => Cursor = Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    public void LineEnd()
    {
        var end = Text.IndexOf('\n', Cursor);
        Cursor = end < 0 ? text.Length : end;
    }

    public void DeleteBack() => RemoveBetween(Cursor - StepBack(), Cursor);

    public void DeleteForward() => RemoveBetween(Cursor, Cursor + StepForward());

    public void DeleteWordBack() => RemoveBetween(PreviousWord(), Cursor);

    public void DeleteWordForward() => RemoveBetween(Cursor, NextWord());

    public void DeleteToEnd() => RemoveBetween(Cursor, text.Length);

    public void DeleteToStart() => RemoveBetween(0, Cursor);

    private void RemoveBetween(int start, int end)
    {
        text.Remove(start, end - start);
        Cursor = start;
    }

    // A character outside the basic plane is two in the text and never to be split.
    private int StepBack() =>
        Cursor >= 2 && char.IsSurrogatePair(text[Cursor - 2], text[Cursor - 1]) ? 2 : Math.Min(1, Cursor);

    private int StepForward() =>
        Cursor + 1 < text.Length && char.IsSurrogatePair(text[Cursor], text[Cursor + 1])
            ? 2
            : Math.Min(1, text.Length - Cursor);

    private int PreviousWord()
    {
        var at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(text[at - 1]))
        {
            at--;
        }

        while (at > 0 && char.IsLetterOrDigit(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private int NextWord()
    {
        var at = Cursor;
        while (at < text.Length && !char.IsLetterOrDigit(text[at]))
        {
            at++;
        }

        while (at < text.Length && char.IsLetterOrDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
