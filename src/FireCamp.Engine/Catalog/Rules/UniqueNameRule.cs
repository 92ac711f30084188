using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>No two things of a sort have one name; names that differ only in case are the same.</summary>
internal sealed class UniqueNameRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        return
        [
            .. Repeated(check, "versions", "version", definition.Versions.Select(v => v.Version)),
            .. Repeated(check, "options", "name", definition.Options.Select(o => o.Name)),
            .. Repeated(check, "groups", "name", definition.Groups.Select(g => g.Name)),
            .. Repeated(check, "ports", "name", definition.Ports.Select(p => p.Name)),
            .. Repeated(check, "volumes", "name", definition.Volumes.Select(v => v.Name)),
            .. Repeated(check, "credentials", "name", definition.Credentials.Select(c => c.Name)),
            .. Repeated(check, "files", "path", definition.Files.Select(f => f.Path)),
            .. Repeated(check, "actions", "name", definition.Actions.Select(a => a.Name)),
            .. Repeated(check, "connections", "name", definition.Connections.Select(c => c.Name)),
        ];
    }

    private static IEnumerable<Mistake> Repeated(CatalogCheck check, string section, string key, IEnumerable<string> names)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (i, name) in names.Index())
        {
            if (name.Length > 0 && !seen.TryAdd(name, i))
            {
                var first = check.Definition.Source.LineOf($"{section}[{seen[name]}].{key}");
                yield return check.At($"{section}[{i}].{key}", $"the {key} '{name}' is taken; the first is on line {first}.");
            }
        }
    }
}
