using FireCamp.Engine.Catalog.Options;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>A probe runs a command or talks to a port, and says things that the agent understands.</summary>
internal sealed class ProbeRule : ICatalogRule
{
    private static readonly string[] Keys = ["ready", "role", "caught-up", "reason", "lag", "position"];

    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        IEnumerable<Mistake> probe = check.IsWhole("probe") ? Check(check, definition.Probe, "probe", areKeysFixed: true) : [];
        IEnumerable<Mistake> metrics = check.IsWhole("metrics") && definition.Metrics is { } found
            ? Check(check, found, "metrics", areKeysFixed: false)
            : [];
        return probe.Concat(metrics);
    }

    private static IEnumerable<Mistake> Check(CatalogCheck check, ProbeDefinition probe, string path, bool areKeysFixed)
    {
        if (probe.Command is null == probe.Port is null)
        {
            yield return check.At(path, "give either 'command', or 'port' with 'send' and 'matches'.");
        }

        if (probe.Port is null && (probe.Send is not null || probe.Matches.Count > 0))
        {
            yield return check.At(path, "'send' and 'matches' go with 'port' only.");
        }

        var ports = check.Definition.Ports.Select(p => p.Name).ToList();
        if (probe.Port is { } port && check.IsWhole("ports") && !ports.Contains(port))
        {
            yield return check.At($"{path}.port", $"there is no port '{port}'.{Nearest.Hint(port, ports)}");
        }

        foreach (var (i, match) in probe.Matches.Index())
        {
            if (areKeysFixed && !Keys.Contains(match.Key))
            {
                yield return check.At($"{path}.matches[{i}].key", $"unknown key '{match.Key}'.{Nearest.Hint(match.Key, Keys)}");
            }

            if (!OptionLimits.IsPattern(match.Pattern, out var problem))
            {
                yield return check.At($"{path}.matches[{i}].pattern", $"'{match.Pattern}' is no regular expression: {problem}");
            }
        }
    }
}
