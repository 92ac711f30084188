using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>A swarm's machines run by themselves; what FireCamp starts and ends here is their part in the cluster.</summary>
public sealed class SwarmNodeProvider(LeaseSight leases, TimeProvider time) : INodeProvider
{
    /// <summary>How long an agent that is installed may take to join a cluster that has just been made.</summary>
    private static readonly TimeSpan JoinTime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public bool OwnsNodes => false;

    /// <inheritdoc/>
    /// <remarks>Waits for the node's agent, which is a service of the machine and begins once it finds the cluster.</remarks>
    public async Task StartAsync(NodeSpec node, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (!await IsUpAsync(node, cancel).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(started) > JoinTime)
            {
                throw new FireCampException("NodeNotStarted",
                    $"Node {node.Name} has no agent of this cluster: none took its lease within {JoinTime.TotalSeconds:0} s.",
                    "Install the agent on it (Install-FireCampAgent), see its log with 'journalctl -u firecamp-agent', then repeat.")
                {
                    Target = node.Name,
                };
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Nothing has to be done: the agent waits for another cluster of the name once this one is gone.</remarks>
    public Task StopAsync(NodeSpec node, CancellationToken cancel) => Task.CompletedTask;

    /// <exception cref="FireCampException">Always: the machines are not FireCamp's.</exception>
    public Task CrashAsync(NodeSpec node, CancellationToken cancel)
        => throw new FireCampException("NotOnThisPlatform", $"Node {node.Name} is a machine of the swarm and can't be crashed from here.",
            "For a drill, cut its power or its network.") { Target = node.Name };

    private async Task<bool> IsUpAsync(NodeSpec node, CancellationToken cancel)
        => (await leases.LookAsync(cancel).ConfigureAwait(false))
            .Any(l => l.Alive && string.Equals(l.Lease.Node, node.Name, StringComparison.OrdinalIgnoreCase));
}
