namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Splits a tag's markup into words.</summary>
internal sealed class MarkupTokens
{
    private static readonly string[] Signs = ["==", "!=", "<>", "<=", ">=", "..", "<", ">", "|", ":", ",", ".", "[", "]", "(", ")", "="];

    private readonly List<MarkupToken> _tokens = [];
    private int _next;

    /// <exception cref="MarkupException">A character or a string that no markup has.</exception>
    public MarkupTokens(string markup)
    {
        for (var at = 0; at < markup.Length;)
        {
            at = char.IsWhiteSpace(markup[at]) ? at + 1 : Read(markup, at);
        }
    }

    public MarkupToken Current => _next < _tokens.Count ? _tokens[_next] : new MarkupToken(MarkupTokenKind.End, "");

    public MarkupToken Take()
    {
        var token = Current;
        _next++;
        return token;
    }

    /// <summary>Goes past the sign or word if it is the next one.</summary>
    public bool TryTake(string text)
    {
        var found = Current.Kind is MarkupTokenKind.Sign or MarkupTokenKind.Name && Current.Text == text;
        _next += found ? 1 : 0;
        return found;
    }

    private int Read(string markup, int at)
    {
        var first = markup[at];
        if (first is '\'' or '"')
        {
            return ReadText(markup, at);
        }

        if (char.IsAsciiDigit(first) || (first == '-' && at + 1 < markup.Length && char.IsAsciiDigit(markup[at + 1])))
        {
            return Add(MarkupTokenKind.Number, markup, at, EndOfNumber(markup, at + 1));
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            return Add(MarkupTokenKind.Name, markup, at, EndOfName(markup, at + 1));
        }

        var sign = Array.Find(Signs, s => markup.AsSpan(at).StartsWith(s))
            ?? throw new MarkupException(0, $"'{first}' has no meaning here.");
        return Add(MarkupTokenKind.Sign, markup, at, at + sign.Length);
    }

    private int ReadText(string markup, int at)
    {
        var end = markup.IndexOf(markup[at], at + 1);
        if (end < 0)
        {
            throw new MarkupException(0, $"the text that {markup[at]} begins isn't closed.");
        }

        _tokens.Add(new MarkupToken(MarkupTokenKind.Text, markup[(at + 1)..end]));
        return end + 1;
    }

    private int Add(MarkupTokenKind kind, string markup, int from, int to)
    {
        _tokens.Add(new MarkupToken(kind, markup[from..to]));
        return to;
    }

    private static int EndOfNumber(string markup, int at)
    {
        while (at < markup.Length
            && (char.IsAsciiDigit(markup[at]) || (markup[at] == '.' && at + 1 < markup.Length && char.IsAsciiDigit(markup[at + 1]))))
        {
            at++;
        }

        return at;
    }

    private static int EndOfName(string markup, int at)
    {
        while (at < markup.Length && (char.IsAsciiLetterOrDigit(markup[at]) || markup[at] is '_' or '-'))
        {
            at++;
        }

        return at;
    }
}
