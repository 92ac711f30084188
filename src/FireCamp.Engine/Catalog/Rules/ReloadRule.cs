using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>What applies by a reload has an action that reloads.</summary>
internal sealed class ReloadRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        if (!check.IsWhole("actions") || definition.Actions.Any(a => a.Name == CatalogNames.Reload))
        {
            return [];
        }

        IEnumerable<(string Path, OptionApplies Applies)> all =
        [
            .. definition.Options.Select((o, i) => ($"options[{i}].applies", o.Applies)),
            .. definition.Credentials.Select((c, i) => ($"credentials[{i}].applies", c.Applies)),
            .. definition.Files.Select((f, i) => ($"files[{i}].applies", f.Applies)),
        ];
        return all.Where(a => a.Applies == OptionApplies.Reload)
            .Select(a => check.At(a.Path, "'reload' needs an action 'reload', and there is none; without one it is 'restart'."));
    }
}
