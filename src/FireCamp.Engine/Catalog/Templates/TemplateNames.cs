namespace FireCamp.Engine.Catalog.Templates;

/// <summary>The names that hold at a place in a template: those of its context and the variables set before.</summary>
/// <param name="context">What the engine provides.</param>
/// <param name="note">Told of each unknown name or filter.</param>
/// <param name="used">Told of each name; null when nobody asks.</param>
internal sealed class TemplateNames(NameTree context, Action<string> note, Action<NamePath>? used) : ITemplateNames
{
    private readonly Dictionary<string, NameTree> _variables = new(StringComparer.Ordinal);

    public void Set(string variable, NameTree value) => _variables[variable] = value;

    public NameTree Use(NamePath path)
    {
        used?.Invoke(path);
        if (context.Kind == NameTreeKind.Anything)
        {
            return context;
        }

        var root = path.Segments[0];
        if (!_variables.TryGetValue(root, out var node) && !context.Names.TryGetValue(root, out node))
        {
            note($"unknown name '{root}'.{Nearest.Hint(root, [.. context.Names.Keys, .. _variables.Keys])}");
            return NameTree.Anything;
        }

        for (var i = 1; i < path.Segments.Count && node.Kind != NameTreeKind.Anything; i++)
        {
            node = Below(node, path, i);
        }

        return node;
    }

    public void UseFilter(string name, int arguments)
    {
        if (!TemplateFilters.Arguments.TryGetValue(name, out var allowed))
        {
            note($"unknown filter '{name}'.{Nearest.Hint(name, [.. TemplateFilters.Arguments.Keys])}");
        }
        else if (arguments < allowed.Least || arguments > allowed.Most)
        {
            var count = allowed.Least == allowed.Most ? $"{allowed.Least}" : $"{allowed.Least} to {allowed.Most}";
            note($"the filter '{name}' takes {count} argument{(count == "1" ? "" : "s")}; it has {arguments} here.");
        }
    }

    private NameTree Below(NameTree node, NamePath path, int at)
    {
        var segment = path.Segments[at];
        switch (node.Kind)
        {
            case NameTreeKind.Group when segment == NamePath.Index:
                return NameTree.Anything;
            case NameTreeKind.Group when node.Names.TryGetValue(segment, out var found):
                return found;
            case NameTreeKind.List when segment is NamePath.Index or "first" or "last":
                return node.Element!;
            case NameTreeKind.List or NameTreeKind.Value when segment == "size":
                return NameTree.Value;
            default:
                note($"unknown name '{path.Start(at + 1)}'.{Why(node, path.Start(at))}{Hint(node, segment)}");
                return NameTree.Anything;
        }
    }

    private static string Why(NameTree node, string path)
        => node.Kind == NameTreeKind.Value ? $" '{path}' is a single value." : "";

    private static string Hint(NameTree node, string segment) => node.Kind switch
    {
        NameTreeKind.Group => Nearest.Hint(segment, [.. node.Names.Keys]),
        NameTreeKind.List => Nearest.Hint(segment, ["first", "last", "size"]),
        _ => "",
    };
}
