namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>A single value.</summary>
/// <param name="TextLine">The line on which the text itself begins: for a block (<c>|</c>, <c>></c>) the one after its sign.</param>
/// <param name="IsNull">Whether nothing, <c>~</c> or <c>null</c> was written.</param>
internal sealed record YamlText(int Line, string Text, int TextLine, bool IsNull) : YamlValue(Line)
{
    public override string Noun => IsNull ? "nothing" : "a single value";
}
