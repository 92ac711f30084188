namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Reads the markup of one tag strictly, and reports each name and filter that it uses.</summary>
/// <remarks>
/// The library skips over what it doesn't understand (<c>a &amp;&amp; b</c>, <c>{{ a plus 1 }}</c>); here that is a
/// mistake.
/// </remarks>
internal sealed class MarkupReader(string markup, ITemplateNames names)
{
    private static readonly string[] Operators = ["==", "!=", "<>", "<", ">", "<=", ">=", "contains"];

    private readonly MarkupTokens _tokens = new(markup);

    /// <summary><c>expression | filter: argument, argument | …</c></summary>
    public NameTree Filtered()
    {
        var value = Expression();
        while (_tokens.TryTake("|"))
        {
            Filter();
            value = NameTree.Anything;
        }

        return value;
    }

    /// <summary><c>a == b and c or d</c></summary>
    public void Condition()
    {
        do
        {
            Expression();
            if (Array.IndexOf(Operators, _tokens.Current.Text) >= 0 && _tokens.Current.Kind != MarkupTokenKind.Text)
            {
                _tokens.Take();
                Expression();
            }
        }
        while (_tokens.TryTake("and") || _tokens.TryTake("or"));
    }

    /// <summary><c>x in expression limit: 3 reversed</c>; gives the variable and what it stands for.</summary>
    public (string Variable, NameTree Element) For()
    {
        var variable = Name("the loop's variable");
        Expect("in");
        var collection = Expression();
        while (_tokens.Current.Kind == MarkupTokenKind.Name)
        {
            var word = _tokens.Take().Text;
            if (word is "limit" or "offset")
            {
                Expect(":");
                Expression();
            }
            else if (word != "reversed")
            {
                throw new MarkupException(0, $"'{word}' has no meaning in a loop; known: limit, offset, reversed.");
            }
        }

        return (variable, collection.Kind == NameTreeKind.List ? collection.Element! : NameTree.Anything);
    }

    /// <summary><c>x = expression | filter</c></summary>
    public (string Variable, NameTree Value) Assign()
    {
        var variable = Name("the variable");
        Expect("=");
        return (variable, Filtered());
    }

    /// <summary><c>'a', 'b' or 'c'</c></summary>
    public void Alternatives()
    {
        do
        {
            Expression();
        }
        while (_tokens.TryTake(",") || _tokens.TryTake("or"));
    }

    public string Name(string what)
    {
        var token = _tokens.Take();
        return token.Kind == MarkupTokenKind.Name ? token.Text : throw new MarkupException(0, $"{what} must be a name.");
    }

    public NameTree Expression()
    {
        var token = _tokens.Take();
        switch (token)
        {
            case { Kind: MarkupTokenKind.Text or MarkupTokenKind.Number }:
            case { Kind: MarkupTokenKind.Name, Text: "true" or "false" or "nil" or "null" or "blank" or "empty" }:
                return NameTree.Value;
            case { Kind: MarkupTokenKind.Name }:
                return names.Use(Path(token.Text));
            case { Text: "(" }:
                return Range();
            case { Kind: MarkupTokenKind.End }:
                throw new MarkupException(0, "a name or a value is missing.");
            default:
                throw new MarkupException(0, $"'{token.Text}' stands where a name or a value should.");
        }
    }

    /// <exception cref="MarkupException">Something is left over.</exception>
    public void End()
    {
        if (_tokens.Current.Kind != MarkupTokenKind.End)
        {
            throw new MarkupException(0, $"'{_tokens.Current.Text}' is too much: nothing of that sort may stand there.");
        }
    }

    private NamePath Path(string first)
    {
        var segments = new List<string> { first };
        while (true)
        {
            if (_tokens.TryTake("."))
            {
                segments.Add(Name("what follows a dot"));
            }
            else if (_tokens.TryTake("["))
            {
                var isKey = _tokens.Current.Kind == MarkupTokenKind.Text;
                segments.Add(isKey ? _tokens.Current.Text : NamePath.Index);
                Expression();
                Expect("]");
            }
            else
            {
                return new NamePath(segments);
            }
        }
    }

    private NameTree Range()
    {
        Expression();
        Expect("..");
        Expression();
        Expect(")");
        return NameTree.List(NameTree.Value);
    }

    private void Filter()
    {
        var filter = Name("a filter");
        var arguments = 0;
        if (_tokens.TryTake(":"))
        {
            do
            {
                Expression();
                arguments++;
            }
            while (_tokens.TryTake(","));
        }

        names.UseFilter(filter, arguments);
    }

    private void Expect(string text)
    {
        if (!_tokens.TryTake(text))
        {
            throw new MarkupException(0, $"'{text}' is missing.");
        }
    }
}
