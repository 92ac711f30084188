using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Whether each node that is for members is up, and its agent answers and is of this version.</summary>
/// <param name="identities">For agents that answer over TLS; null where none does.</param>
public sealed class NodeCheck(IPlatform platform, TimeProvider time, IAgentIdentities? identities = null) : IClusterCheck
{
    public string Name => "Node";

    public string Target => "nodes";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var nodes = (await platform.ListNodesAsync(cancel).ConfigureAwait(false)).Where(n => n.Memory.Bytes > 0).ToList();
        return nodes.Count == 0
            ? [Finding.Failed(Target, "There is no node for members.", "See Get-FireCampNode.")]
            : await Task.WhenAll(nodes.Select(n => LookAsync(n, cancel))).ConfigureAwait(false);
    }

    private async Task<Finding> LookAsync(NodeStatus node, CancellationToken cancel)
    {
        if (node.Phase == NodePhase.Stopped)
        {
            return Finding.Warning(node.Name, $"It was stopped. {node.Reason}".TrimEnd(), "Start-FireCampNode, or Start-FireCampCluster, starts it.");
        }

        if (node.Phase is not (NodePhase.Up or NodePhase.Suspended))
        {
            return Finding.Failed(node.Name, $"It is {node.Phase.ToString().ToLowerInvariant()}. {node.Reason}".TrimEnd(),
                "See its agent's log; Start-FireCampNode starts a node of a Local cluster.");
        }

        var version = await VersionAsync(node, cancel).ConfigureAwait(false);
        return (version.Why, version.Found == Own) switch
        {
            ({ } why, _) => Finding.Warning(node.Name, $"Its agent renews its lease, but doesn't answer this machine: {why}",
                "Invoke-FireCampCommand, and actions of services, need the way to agents."),
            (_, false) => Finding.Warning(node.Name, $"Its agent is of version {version.Found}; this is {Own}.",
                "Bring all to one version: Install-FireCampAgent on a swarm."),
            _ when node.IsSuspended => Finding.Warning(node.Name, node.Reason, "Resume-FireCampNode lets it take members."),
            _ => Finding.Passed(node.Name, $"It is up; its agent is of version {Own}."),
        };
    }

    private async Task<(string Found, string? Why)> VersionAsync(NodeStatus node, CancellationToken cancel)
    {
        try
        {
            using var client = new AgentClient(node.Endpoint ?? "", time, identities);
            return ((await client.GetHealthAsync(cancel).ConfigureAwait(false)).Version, null);
        }
        catch (FireCampException e)
        {
            return ("", e.Message);
        }
    }

    private static string Own { get; } = typeof(NodeCheck).Assembly.GetName().Version?.ToString(3) ?? "";
}
