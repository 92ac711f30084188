using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>No two things of a sort have one name; names that differ only in case are the same.</summary>
/// <remarks>
/// Files, actions and connections may share one when each has a condition of its own: the first whose condition holds
/// is taken.
/// </remarks>
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
            .. Repeated(check, "files", "path", definition.Files.Select(f => (f.Path, f.When))),
            .. Repeated(check, "actions", "name", definition.Actions.Select(a => (a.Name, a.When))),
            .. Repeated(check, "connections", "name", definition.Connections.Select(c => (c.Name, c.When))),
        ];
    }

    private static IEnumerable<Mistake> Repeated(CatalogCheck check, string section, string key, IEnumerable<string> names)
        => Repeated(check, section, key, names.Select(n => (n, (string?)null)));

    private static IEnumerable<Mistake> Repeated(
        CatalogCheck check, string section, string key, IEnumerable<(string Name, string? When)> things)
    {
        var seen = new Dictionary<string, List<(int Index, string? When)>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (i, (name, when)) in things.Index().Where(t => t.Item.Name.Length > 0))
        {
            var others = seen.TryGetValue(name, out var found) ? found : seen[name] = [];
            var taken = others.FindIndex(o => o.When is null || when is null || o.When == when);
            if (taken >= 0)
            {
                var first = check.Definition.Source.LineOf($"{section}[{others[taken].Index}].{key}");
                yield return check.At($"{section}[{i}].{key}", $"the {key} '{name}' is taken; the first is on line {first}.");
            }

            others.Add((i, when));
        }
    }
}
