using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>There is a version to run, and the default is one of them.</summary>
internal sealed class VersionRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        if (!check.IsWhole("versions"))
        {
            yield break;
        }

        if (definition.Versions.Count == 0)
        {
            yield return check.At("versions", "a kind needs one version at least.");
        }
        else if (definition.DefaultVersion.Length > 0 && !definition.Versions.Any(v => v.Version == definition.DefaultVersion))
        {
            var known = string.Join(", ", definition.Versions.Select(v => v.Version));
            yield return check.At("defaultVersion", $"'{definition.DefaultVersion}' is none of the versions: {known}.");
        }

        for (var i = 0; i < definition.Versions.Count; i++)
        {
            if (definition.Versions[i] is { Suite: not null, Packages.Count: 0 })
            {
                yield return check.At($"versions[{i}].suite", "a suite without packages: name those that it has.");
            }

            foreach (var from in definition.Versions[i].UpgradesFrom.Where(v => !definition.Versions.Take(i).Any(d => d.Version == v)))
            {
                yield return check.At($"versions[{i}].upgradesFrom", $"'{from}' is none of the versions before this one.");
            }
        }
    }
}
