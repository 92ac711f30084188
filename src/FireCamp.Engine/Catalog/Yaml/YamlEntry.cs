namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>A key with its value.</summary>
/// <param name="Line">Where the key stands.</param>
internal sealed record YamlEntry(string Key, int Line, YamlValue Value);
