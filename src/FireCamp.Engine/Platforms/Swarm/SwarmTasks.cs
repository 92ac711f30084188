using Docker.DotNet.Models;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>The tasks of a cluster's members.</summary>
internal sealed class SwarmTasks(string cluster, SwarmConnection swarm)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task<IReadOnlyList<SwarmTask>> ListAsync(SwarmPatience patience, CancellationToken cancel)
    {
        var filter = new TasksListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["label"] = new Dictionary<string, bool> { [$"{SwarmNames.Cluster}={cluster}"] = true },
            },
        };
        var tasks = await swarm.CallAsync(
            "Listing the swarm's tasks", (d, c) => d.Tasks.ListAsync(filter, c), patience, cancel).ConfigureAwait(false);
        return [.. tasks.Select(SwarmTask.Of)];
    }

    /// <summary>The member, which has no service any more, has no container on any node that Swarm can reach.</summary>
    /// <remarks>What runs on a node that it can't reach is for the claim to end.</remarks>
    public async Task EnsureGoneAsync(string member, CancellationToken cancel)
    {
        while (await IsThereAsync(member, cancel).ConfigureAwait(false))
        {
            await Task.Delay(Look, swarm.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsThereAsync(string member, CancellationToken cancel)
    {
        var left = (await ListAsync(SwarmPatience.Change, cancel).ConfigureAwait(false))
            .Where(t => t is { IsOver: false, NodeId: not null } && t.Member.Equals(member, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (left.Count == 0)
        {
            return false;
        }

        var nodes = await swarm.CallAsync(
            "Listing the swarm's nodes", (d, c) => d.Swarm.ListNodesAsync(c), SwarmPatience.Change, cancel).ConfigureAwait(false);
        var reached = nodes.Where(n => n.Status?.State == "ready").Select(n => n.ID).ToHashSet(StringComparer.Ordinal);
        return left.Exists(t => reached.Contains(t.NodeId!));
    }
}
