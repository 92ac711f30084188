using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Whether the swarm's machines are fit for members, and every zone goes on when one of its machines is lost.</summary>
public sealed class SwarmNodeCheck(SwarmConnection swarm, SwarmMemberOptions options) : IClusterCheck
{
    private const int Fewest = 2;

    public string Name => "Machine";

    public string Target => "swarm";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
        => Look(await new SwarmNodes(swarm).ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false), options);

    internal static IReadOnlyList<Finding> Look(IReadOnlyList<SwarmNode> nodes, SwarmMemberOptions options)
    {
        var wrong = SwarmCheck.Nodes(nodes, options);
        var fit = nodes.Where(n => n.IsFor(options) && wrong.All(m => m.Where != n.Name)).ToList();
        return
        [
            .. wrong.Select(m => nodes.Any(n => n.Name == m.Where && n.IsSuspended)
                ? Finding.Warning(m.Where, $"It is suspended. {Capital(m.Message)}", "Resume-FireCampNode lets it take members.")
                : Finding.Failed(m.Where, Capital(m.Message), "See docs/swarm.md.")),
            .. fit.Select(n => Finding.Passed(n.Name, $"It can take members, in zone {n.Zone}.")),
            .. nodes.Where(n => n.IsFor(options) && n.Zone.Length > 0).GroupBy(n => n.Zone).OrderBy(z => z.Key, StringComparer.Ordinal)
                .Select(z => Zone(z.Key, fit.Count(n => n.Zone == z.Key))),
            .. options.OnManagers
                ? (Finding[])[Finding.Warning("managers", "Members may run on managers: losing the leader costs an election, 20 s and more.",
                    "Keep members on workers: make clusters without -MembersOnManagers.")]
                : [],
        ];
    }

    private static Finding Zone(string zone, int fit) => fit >= Fewest
        ? Finding.Passed($"zone {zone}", $"{fit} nodes can take members.")
        : Finding.Warning($"zone {zone}", $"{fit} {(fit == 1 ? "node" : "nodes")} can take members: those of a lost node have nowhere to go.",
            "Add a worker with this zone's label.");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
