using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Whether the managers that are named answer, and how many of the swarm's may be lost.</summary>
public sealed class SwarmManagerCheck(SwarmConnection swarm, IReadOnlyList<string> endpoints) : IClusterCheck
{
    /// <summary>The longest heartbeat at which Swarm still notices a lost node soon enough; it gives one up after three.</summary>
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromSeconds(5);

    public string Name => "Manager";

    public string Target => string.Join(", ", endpoints);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var wrong = (await swarm.CheckAsync(cancel).ConfigureAwait(false)).ToDictionary(m => m.Where, m => m.Message);
        List<Finding> findings =
        [
            .. endpoints.Select(e => !wrong.TryGetValue(e, out var why)
                ? Finding.Passed(e, "It answers.")
                : wrong.Count == endpoints.Count
                    ? Finding.Failed(e, why, "No manager can be asked: nothing can be changed, and nothing that stops is started again by Swarm.")
                    : Finding.Warning(e, why, "Mend it, or name another manager.")),
        ];
        if (wrong.Count < endpoints.Count)
        {
            findings.AddRange(await QuorumAsync(cancel).ConfigureAwait(false));
            findings.Add(await HeartbeatAsync(cancel).ConfigureAwait(false));
        }

        return findings;
    }

    private async Task<IEnumerable<Finding>> QuorumAsync(CancellationToken cancel)
    {
        var nodes = await swarm.CallAsync("Listing the swarm's nodes", (d, c) => d.Swarm.ListNodesAsync(c), SwarmPatience.Look, cancel)
            .ConfigureAwait(false);
        var managers = nodes.Where(n => n.Spec?.Role == "manager").ToList();
        var there = managers.Count(m => m.ManagerStatus?.Reachability == "reachable");
        var spare = there - ((managers.Count / 2) + 1);
        return
        [
            spare > 0
                ? Finding.Passed("managers", $"{there} of {managers.Count} managers are there; {spare} may be lost.")
                : Finding.Warning("managers", $"{there} of {managers.Count} managers are there; none may be lost.",
                    "Have three: without most of its managers Swarm starts nothing anew (docker node promote)."),
        ];
    }

    private async Task<Finding> HeartbeatAsync(CancellationToken cancel)
    {
        var info = await swarm.CallAsync("Reading the swarm's settings", (d, c) => d.Swarm.InspectSwarmAsync(c), SwarmPatience.Look, cancel)
            .ConfigureAwait(false);
        var period = info.Spec?.Dispatcher?.HeartbeatPeriod ?? LongestHeartbeat;
        return period > LongestHeartbeat
            ? Finding.Warning("heartbeat", $"Nodes tell managers that they live every {period.TotalSeconds:0.#} s: a lost one is noticed late.",
                $"docker swarm update --dispatcher-heartbeat {LongestHeartbeat.TotalSeconds:0}s")
            : Finding.Passed("heartbeat", $"Nodes tell managers every {period.TotalSeconds:0.#} s that they live.");
    }
}
