namespace FireCamp.Shell.Editing;

/// <summary>The lines entered so far, in this session and in those before.</summary>
internal sealed class CommandHistory
{
    private readonly HistoryFile? file;
    private readonly List<string> lines;

    public CommandHistory(HistoryFile? file)
    {
        this.file = file;
        lines = [.. file?.Load() ?? []];
    }

    public IReadOnlyList<string> Lines => lines;

    /// <summary>Adds a line, unless it repeats the last one; what may hold a secret stays out of the file.</summary>
    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || lines is [.., var last] && last == line)
        {
            return;
        }

        lines.Add(line);
        if (!SecretLines.LooksSecret(line))
        {
            file?.Append(line);
        }
    }

    /// <summary>
    /// Returns the index of the newest line before <paramref name="before"/> that contains the text; -1 when none does.
    /// </summary>
    public int FindLast(string text, int before)
    {
        for (var i = Math.Min(before, lines.Count) - 1; i >= 0; i--)
        {
            if (lines[i].Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
