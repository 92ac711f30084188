namespace FireCamp.Engine.Catalog.Templates;

/// <summary>The names that a template may use: a single value, a group of names, a list, or anything at all.</summary>
internal sealed class NameTree
{
    private NameTree(NameTreeKind kind) => Kind = kind;

    public NameTreeKind Kind { get; }

    /// <summary>A group's names.</summary>
    public IReadOnlyDictionary<string, NameTree> Names { get; private init; } = new Dictionary<string, NameTree>();

    /// <summary>What a list holds.</summary>
    public NameTree? Element { get; private init; }

    public static NameTree Value { get; } = new(NameTreeKind.Value);

    /// <summary>For what isn't known here, such as a filter's result: every name below it is taken as right.</summary>
    public static NameTree Anything { get; } = new(NameTreeKind.Anything);

    public static NameTree Group(IEnumerable<KeyValuePair<string, NameTree>> names)
        => new(NameTreeKind.Group) { Names = new Dictionary<string, NameTree>(names, StringComparer.Ordinal) };

    public static NameTree Values(params IEnumerable<string> names)
        => Group(names.Distinct(StringComparer.Ordinal).Select(n => KeyValuePair.Create(n, Value)));

    public static NameTree List(NameTree element) => new(NameTreeKind.List) { Element = element };
}
