namespace FireCamp.Shell.Editing;

/// <summary>A place on the screen, counted from where the prompt began.</summary>
internal readonly record struct ScreenPosition(int Row, int Column)
{
    /// <summary>
    /// Returns where the cursor stands after <paramref name="text"/>, written from column <paramref name="start"/> on,
    /// with each line after the first beginning at <paramref name="indent"/>. At the right margin it waits there, as
    /// terminals do: the next character goes to the next row, but a line break doesn't skip one.
    /// </summary>
    public static ScreenPosition After(string text, int start, int indent, int width)
    {
        var (row, column) = (start / width, start % width);
        foreach (var character in text.EnumerateRunes())
        {
            if (character.Value == '\n')
            {
                (row, column) = (row + 1, indent);
                continue;
            }

            var cells = CellWidth.Of(character);
            (row, column) = column + cells > width ? (row + 1, cells) : (row, column + cells);
        }

        return new ScreenPosition(row, column);
    }
}
