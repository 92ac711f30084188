namespace FireCamp.Engine.Catalog.Templates;

/// <summary>A name as a template writes it: <c>options.Port</c>, <c>members[0].host</c>.</summary>
/// <param name="Segments">An index stands as <c>[]</c>.</param>
internal sealed record NamePath(IReadOnlyList<string> Segments)
{
    public const string Index = "[]";

    public override string ToString() => string.Join('.', Segments).Replace($".{Index}", Index, StringComparison.Ordinal);

    /// <summary>The path's first <paramref name="count"/> segments as text.</summary>
    public string Start(int count) => new NamePath([.. Segments.Take(count)]).ToString();
}
