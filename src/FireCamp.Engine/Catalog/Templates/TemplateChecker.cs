namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Checks a template without rendering it: its tags, and every name and filter, in branches taken or not.</summary>
internal sealed class TemplateChecker
{
    private const string KnownTags = "if, unless, case, for, assign, capture, raw, comment";

    private readonly Action<int, string> _note;
    private readonly TemplateNames _names;
    private readonly Stack<TemplateTag> _open = new();
    private int _line;

    private TemplateChecker(NameTree names, Action<int, string> note, Action<NamePath>? used)
    {
        _note = note;
        _names = new TemplateNames(names, message => note(_line, message), used);
    }

    /// <param name="names">The names that the text may use.</param>
    /// <param name="note">Told of each mistake: line and message.</param>
    /// <param name="used">Told of each name; null when nobody asks.</param>
    public static void Check(string text, int firstLine, NameTree names, Action<int, string> note, Action<NamePath>? used = null)
    {
        var checker = new TemplateChecker(names, note, used) { _line = firstLine };
        checker.Guard(() =>
        {
            foreach (var tag in TemplateScanner.Scan(text, firstLine))
            {
                checker._line = tag.Line;
                checker.Guard(() => checker.CheckTag(tag));
            }
        });
        foreach (var block in checker._open)
        {
            note(block.Line, $"'{block.Name}' isn't closed with 'end{block.Name}'.");
        }
    }

    /// <summary>As <see cref="Check"/>, for a bare condition such as <c>options.Shards > 1</c>.</summary>
    public static void CheckCondition(string condition, int line, NameTree names, Action<int, string> note)
    {
        var checker = new TemplateChecker(names, note, null) { _line = line };
        checker.Guard(() => checker.Read(condition, r => r.Condition()));
    }

    private void CheckTag(TemplateTag tag)
    {
        switch (tag.Name)
        {
            case "":
                Read(tag.Markup, r => CheckOutput(tag, r.Filtered()));
                break;
            case "if" or "unless":
                _open.Push(tag);
                Read(tag.Markup, r => r.Condition());
                break;
            case "elsif":
                ExpectWithin(tag, "if", "unless");
                Read(tag.Markup, r => r.Condition());
                break;
            case "else":
                ExpectWithin(tag, "if", "unless", "case", "for");
                break;
            case "case":
                _open.Push(tag);
                Read(tag.Markup, r => r.Expression());
                break;
            case "when":
                ExpectWithin(tag, "case");
                Read(tag.Markup, r => r.Alternatives());
                break;
            case "raw" or "comment":
                _open.Push(tag);
                break;
            case "break" or "continue":
                break;
            default:
                CheckBinding(tag);
                break;
        }
    }

    private void CheckBinding(TemplateTag tag)
    {
        switch (tag.Name)
        {
            case "for":
                _open.Push(tag);
                Read(tag.Markup, r => Bind(r.For()));
                _names.Set("forloop", NameTree.Values("index", "index0", "rindex", "rindex0", "first", "last", "length"));
                break;
            case "assign":
                Read(tag.Markup, r => Bind(r.Assign()));
                break;
            case "capture":
                _open.Push(tag);
                Read(tag.Markup, r => Bind((r.Name("the variable"), NameTree.Value)));
                break;
            default:
                Close(tag);
                break;
        }
    }

    private void Bind((string Variable, NameTree Value) binding) => _names.Set(binding.Variable, binding.Value);

    private void CheckOutput(TemplateTag tag, NameTree value)
    {
        var advice = value.Kind switch
        {
            NameTreeKind.List => "go over it with 'for'",
            NameTreeKind.Group => "name one of its values",
            _ => null,
        };
        if (advice is not null)
        {
            _note(_line, $"'{tag.Markup}' is no single value: {advice}.");
        }
    }

    private void Read(string markup, Action<MarkupReader> read)
    {
        var reader = new MarkupReader(markup, _names);
        read(reader);
        reader.End();
    }

    private void Guard(Action check)
    {
        try
        {
            check();
        }
        catch (MarkupException e)
        {
            _note(e.Line > 0 ? e.Line : _line, e.Message);
        }
    }

    private void ExpectWithin(TemplateTag tag, params string[] blocks)
    {
        if (_open.Count == 0 || !blocks.Contains(_open.Peek().Name))
        {
            throw new MarkupException(0, $"'{tag.Name}' stands outside of a {string.Join(" or ", blocks.Select(b => $"'{b}'"))}.");
        }
    }

    private void Close(TemplateTag tag)
    {
        if (!tag.Name.StartsWith("end", StringComparison.Ordinal))
        {
            throw new MarkupException(0, $"unknown tag '{tag.Name}'. Known: {KnownTags}.");
        }

        if (_open.Count == 0 || tag.Name != $"end{_open.Peek().Name}")
        {
            var open = _open.Count == 0 ? "nothing is open" : $"'{_open.Peek().Name}' from line {_open.Peek().Line} is open";
            throw new MarkupException(0, $"'{tag.Name}' closes nothing here: {open}.");
        }

        _open.Pop();
    }
}
