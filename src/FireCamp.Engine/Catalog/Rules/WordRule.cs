using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Words that the engine acts on are among those that it knows.</summary>
internal sealed class WordRule : ICatalogRule
{
    private static readonly string[] Serves = ["primary", "majority", "any", "all"];

    private static readonly string[] Roles = ["replica", "primary"];

    private static readonly string[] Signals = ["TERM", "INT", "QUIT", "HUP", "USR1", "USR2"];

    private static readonly string[] Places = [CatalogNames.OnFirst, CatalogNames.OnEach, CatalogNames.OnPrimary];

    private static readonly string[] Actions =
    [
        CatalogNames.Initialize, CatalogNames.Expect, CatalogNames.Join, CatalogNames.Leave, CatalogNames.Forget, CatalogNames.Balance,
        CatalogNames.Demote, CatalogNames.Receive, CatalogNames.Promote, CatalogNames.Switchover, CatalogNames.Reload, CatalogNames.Check,
        CatalogNames.Quiesce, CatalogNames.Resume, "drain", CatalogNames.Rotate, "clean", CatalogNames.Verify,
        CatalogNames.Position,
    ];

    public IEnumerable<Mistake> Check(CatalogCheck check) => Words(check.Definition)
        .Where(w => w.Word.Length > 0 && !w.Known.Contains(w.Word))
        .Select(w => check.At(w.Path, $"unknown word '{w.Word}'. Known: {string.Join(", ", w.Known)}."));

    private static IEnumerable<(string Path, string Word, string[] Known)> Words(ServiceDefinition definition) =>
    [
        ("serves", definition.Serves, Serves),
        ("start.stopSignal", definition.Start.StopSignal, Signals),
        .. definition.RestartOrder.Select((role, i) => ($"restartOrder[{i}]", role, Roles)),
        .. definition.Actions.Select((action, i) => ($"actions[{i}].name", action.Name, Actions)),
        .. definition.Actions.Select((action, i) => ($"actions[{i}].on", action.On, Places)),
    ];
}
