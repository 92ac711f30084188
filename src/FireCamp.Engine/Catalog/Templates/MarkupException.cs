namespace FireCamp.Engine.Catalog.Templates;

/// <summary>A template's text can't be understood. Never leaves the catalog: it becomes a mistake with file and line.</summary>
/// <param name="line">In the text's own file; 0 where the thrower doesn't know.</param>
internal sealed class MarkupException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
