using FireCamp.Engine.Catalog.Rendering;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>The definition that the rules look at, and the names that its texts may use.</summary>
internal sealed class CatalogCheck(ServiceDefinition definition, IReadOnlySet<string> damaged)
{
    public ServiceDefinition Definition { get; } = definition;

    public NameTree Choices => Scopes.Choices(Options);

    public NameTree Member { get; } = Scopes.Member(
        Tree("options", damaged, definition.Options.Select(o => o.Name)),
        Tree("ports", damaged, definition.Ports.Select(p => p.Name)),
        Tree("volumes", damaged, [.. definition.Volumes.Select(v => v.Name), "conf", "run"]),
        Credentials(definition, damaged));

    private NameTree Options { get; } = Tree("options", damaged, definition.Options.Select(o => o.Name));

    /// <summary>
    /// Whether everything under a top-level key, or the map at a path, was understood; when not, what it should hold
    /// isn't known.
    /// </summary>
    public bool IsWhole(string path) => !damaged.Contains(path);

    public Mistake At(string path, string message) => new(Definition.Source.Where(path), message);

    private static NameTree Tree(string section, IReadOnlySet<string> damaged, IEnumerable<string> names)
        => damaged.Contains(section) ? NameTree.Anything : NameTree.Values(names);

    private static NameTree Credentials(ServiceDefinition definition, IReadOnlySet<string> damaged)
        => damaged.Contains("credentials")
            ? NameTree.Anything
            : NameTree.Group(definition.Credentials
                .DistinctBy(c => c.Name)
                .Select(c => KeyValuePair.Create(c.Name, NameTree.Values("user", "password"))));
}
