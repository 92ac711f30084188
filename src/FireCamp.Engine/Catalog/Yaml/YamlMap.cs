namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>Keys with values, in the file's order.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlValue(Line)
{
    public override string Noun => "a map of keys";

    public YamlEntry? Find(string key) => Entries.FirstOrDefault(e => e.Key == key);
}
