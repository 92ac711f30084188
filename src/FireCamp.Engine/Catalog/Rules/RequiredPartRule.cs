using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>What the engine counts on is there: a data volume, a client port, something to start.</summary>
internal sealed class RequiredPartRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        if (check.IsWhole("volumes") && definition.Volumes is not [{ Name: CatalogNames.DataVolume, When: null }, ..])
        {
            yield return check.At("volumes", $"the first volume must be '{CatalogNames.DataVolume}', without a condition.");
        }

        if (check.IsWhole("ports") && !definition.Ports.Any(p => p is { Name: CatalogNames.ClientPort, When: null }))
        {
            yield return check.At("ports", $"a port '{CatalogNames.ClientPort}' without a condition is missing: the one that users connect to.");
        }

        if (check.IsWhole("start") && definition.Start.Command.Count == 0)
        {
            yield return check.At("start.command", "the command is empty.");
        }

        foreach (var (i, action) in definition.Actions.Index().Where(a => check.IsWhole("actions") && a.Item.Command.Count == 0))
        {
            yield return check.At($"actions[{i}].command", $"the command of '{action.Name}' is empty.");
        }

        foreach (var (i, volume) in definition.Volumes.Index().Where(v => v.Item.Mount.Length > 0 && !v.Item.Mount.StartsWith('/')))
        {
            yield return check.At($"volumes[{i}].mount", $"'{volume.Mount}' must be a path from the root, such as /data.");
        }
    }
}
