namespace FireCamp.Engine.Catalog.Templates;

/// <summary>A template asked for a name that its context doesn't have. Never leaves the catalog.</summary>
internal sealed class UnknownNameException(string path, string hint) : Exception($"unknown name '{path}'.{hint}")
{
    public string Path { get; } = path;
}
