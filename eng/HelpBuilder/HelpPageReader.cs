namespace FireCamp.HelpBuilder;

/// <summary>Reads a page of <c>docs/cmdlets</c>.</summary>
internal static class HelpPageReader
{
    /// <exception cref="FormatException">The page lacks a part.</exception>
    public static HelpPage Read(string file)
    {
        var page = MarkdownSection.Read(File.ReadAllLines(file), 1) is [var only]
            ? only
            : throw new FormatException($"{file}: a page has one heading of the first level.");
        var parts = page.Children.ToDictionary(c => c.Title, StringComparer.OrdinalIgnoreCase);
        var examples = parts.GetValueOrDefault("Examples")?.Children ?? [];
        var parameters = parts.GetValueOrDefault("Parameters")?.Children ?? [];
        return new HelpPage
        {
            Name = page.Title,
            Synopsis = MarkdownSection.Paragraphs(page.Lines),
            Description = Text(parts, "Description"),
            Parameters = parameters.ToDictionary(
                p => p.Title.TrimStart('-'), p => MarkdownSection.Paragraphs(p.Lines), StringComparer.OrdinalIgnoreCase),
            Examples = [.. examples.Select(Example)],
            Errors = Text(parts, "Errors"),
            Notes = Text(parts, "Notes"),
            Links = Text(parts, "See also"),
        };
    }

    private static IReadOnlyList<string> Text(Dictionary<string, MarkdownSection> parts, string title)
        => parts.TryGetValue(title, out var part) ? MarkdownSection.Paragraphs(part.Lines) : [];

    private static HelpExample Example(MarkdownSection section)
    {
        var lines = section.Lines;
        var start = lines.ToList().FindIndex(l => l.StartsWith("```", StringComparison.Ordinal));
        var end = lines.ToList().FindIndex(start + 1, l => l.StartsWith("```", StringComparison.Ordinal));
        if (start < 0 || end < 0)
        {
            throw new FormatException($"Example '{section.Title}' has no code block.");
        }

        var code = string.Join(Environment.NewLine, lines.Skip(start + 1).Take(end - start - 1));
        return new HelpExample(section.Title, code, MarkdownSection.Paragraphs([.. lines.Take(start), "", .. lines.Skip(end + 1)]));
    }
}
