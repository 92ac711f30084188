namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Finds the tags of a template and their lines, which the template library doesn't keep.</summary>
internal static class TemplateScanner
{
    /// <summary>The tags in order. What stands in <c>raw</c> and <c>comment</c> is text.</summary>
    /// <exception cref="MarkupException">A tag isn't closed.</exception>
    public static IReadOnlyList<TemplateTag> Scan(string text, int firstLine = 1)
    {
        var tags = new List<TemplateTag>();
        var (line, counted, next) = (firstLine, 0, 0);
        for (var at = NextTag(text, 0); at >= 0; at = NextTag(text, next))
        {
            line += text.AsSpan(counted, at - counted).Count('\n');
            counted = at;
            var tag = Read(text, at, line, out next);
            tags.Add(tag);
            if (tag.Name is "raw" or "comment")
            {
                next = FindEnd(text, next, tag.Name);
            }
        }

        return tags;
    }

    private static TemplateTag Read(string text, int at, int line, out int next)
    {
        var isOutput = text[at + 1] == '{';
        var closing = isOutput ? "}}" : "%}";
        var end = text.IndexOf(closing, at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new MarkupException(line, $"'{text.Substring(at, 2)}' isn't closed with '{closing}'.");
        }

        next = end + 2;
        var markup = WithoutDashes(text[(at + 2)..end], isOutput);
        var space = isOutput ? 0 : markup.AsSpan().IndexOfAny(" \t\r\n");
        var name = space < 0 ? markup : markup[..space];
        return new TemplateTag(name, markup[name.Length..].Trim(), line);
    }

    /// <summary>Where the tag begins that ends a verbatim block; the text's end when none does.</summary>
    private static int FindEnd(string text, int from, string name)
    {
        for (var at = text.IndexOf("{%", from, StringComparison.Ordinal); at >= 0; at = text.IndexOf("{%", at + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf("%}", at, StringComparison.Ordinal);
            if (end > 0 && WithoutDashes(text[(at + 2)..end], isOutput: false) == $"end{name}")
            {
                return at;
            }
        }

        return text.Length;
    }

    /// <summary>The markup without the dashes that trim the text around a tag: <c>{%- … -%}</c>.</summary>
    private static string WithoutDashes(string inside, bool isOutput)
    {
        var isNegativeNumber = isOutput && inside.Length > 1 && inside[0] == '-' && char.IsAsciiDigit(inside[1]);
        var markup = inside.StartsWith('-') && !isNegativeNumber ? inside[1..] : inside;
        return (markup.EndsWith('-') ? markup[..^1] : markup).Trim();
    }

    private static int NextTag(string text, int from)
    {
        for (var at = text.IndexOf('{', from); at >= 0 && at + 1 < text.Length; at = text.IndexOf('{', at + 1))
        {
            if (text[at + 1] is '{' or '%')
            {
                return at;
            }
        }

        return -1;
    }
}
