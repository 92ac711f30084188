namespace FireCamp.HelpBuilder;

/// <summary>A heading of a page with the lines below it and the sections of the next level.</summary>
internal sealed record MarkdownSection(string Title, IReadOnlyList<string> Lines, IReadOnlyList<MarkdownSection> Children)
{
    /// <summary>Cuts lines at the headings of a level; what stands before the first is left out.</summary>
    public static IReadOnlyList<MarkdownSection> Read(IReadOnlyList<string> lines, int level)
    {
        var mark = new string('#', level) + " ";
        var starts = Headings(lines, mark).ToList();
        return [.. starts.Select((start, i) => One(lines, mark, level, start, i + 1 < starts.Count ? starts[i + 1] : lines.Count))];
    }

    /// <summary>The text as paragraphs; each item of a list is one, its lines joined.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<string> lines)
    {
        var paragraphs = new List<string>();
        var fresh = true;
        foreach (var line in lines.Select(l => l.Trim()))
        {
            if (line.Length == 0 || line.StartsWith("```", StringComparison.Ordinal))
            {
                fresh = true;
            }
            else if (fresh || line.StartsWith("- ", StringComparison.Ordinal))
            {
                paragraphs.Add(line);
                fresh = false;
            }
            else
            {
                paragraphs[^1] += $" {line}";
            }
        }

        return [.. paragraphs.Select(p => p.Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal))];
    }

    private static MarkdownSection One(IReadOnlyList<string> lines, string mark, int level, int start, int end)
    {
        var below = lines.Skip(start + 1).Take(end - start - 1).ToList();
        var nested = Headings(below, "#" + mark).FirstOrDefault(below.Count);
        return new MarkdownSection(lines[start][mark.Length..].Trim(), below[..nested], Read(below, level + 1));
    }

    // A '#' in a code block is a comment, not a heading.
    private static IEnumerable<int> Headings(IReadOnlyList<string> lines, string mark)
    {
        var inCode = false;
        for (var i = 0; i < lines.Count; i++)
        {
            inCode ^= lines[i].StartsWith("```", StringComparison.Ordinal);
            if (!inCode && lines[i].StartsWith(mark, StringComparison.Ordinal))
            {
                yield return i;
            }
        }
    }
}
