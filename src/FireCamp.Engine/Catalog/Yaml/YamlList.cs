namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>A list: <c>[a, b]</c>, or lines that start with a dash.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlValue> Items) : YamlValue(Line)
{
    public override string Noun => "a list";
}
