namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>A value in a YAML file, and where it stands.</summary>
/// <param name="Line">From 1.</param>
internal abstract record YamlValue(int Line)
{
    /// <summary>What people call this sort of value, with its article.</summary>
    public abstract string Noun { get; }
}
