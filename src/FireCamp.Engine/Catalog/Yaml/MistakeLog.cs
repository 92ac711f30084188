using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Yaml;

/// <summary>Collects what is wrong with a definition while it is read.</summary>
internal sealed class MistakeLog
{
    public List<Mistake> Mistakes { get; } = [];

    /// <summary>
    /// Top-level keys whose values weren't all understood, and the paths of the maps at fault, such as <c>options[3]</c>. What refers to
    /// them is not checked, as that would only echo the mistake.
    /// </summary>
    public HashSet<string> Damaged { get; } = new(StringComparer.Ordinal);

    /// <param name="path">Of the value that is wrong; its first part is the top-level key.</param>
    public void Note(string path, int line, string message)
    {
        Mistakes.Add(new Mistake($"{CatalogNames.File}:{line}", message));
        Damaged.Add(path.Split('.', '[')[0]);
        Damaged.Add(path[..Math.Max(0, path.LastIndexOf('.'))]);
    }
}
