using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>Waits for agents that were installed.</summary>
/// <param name="logCommand">What shows an agent's log on its machine.</param>
internal sealed class AgentWait(IMetadataStore store, IAgentIdentities identities, TimeProvider time, string logCommand)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The members that are ready on the node.</summary>
    public async Task<IReadOnlyList<MemberReport>> LookAsync(AgentInstallNode node, CancellationToken cancel)
        => [.. (await ReportsAsync(cancel).ConfigureAwait(false)).Where(r => r.Phase == MemberPhase.Ready && Is(r.Node, node))];

    /// <summary>The program answers on the node, holds the node's lease if the cluster has the node, and what was ready there is ready.</summary>
    /// <exception cref="FireCampException">Not in time; says what is missing.</exception>
    public Task UntilUpAsync(AgentInstallNode node, string program, IReadOnlyList<MemberReport> before, CancellationToken cancel)
        => UntilAsync(node, c => MissingAsync(node, program, before, c), cancel);

    /// <summary>Nothing is missing any more.</summary>
    /// <param name="look">Looks what is; null when nothing is.</param>
    /// <exception cref="FireCampException">Not in time; says what is missing.</exception>
    public async Task UntilAsync(AgentInstallNode node, Func<CancellationToken, Task<string?>> look, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (await look(cancel).ConfigureAwait(false) is { } missing)
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new FireCampException("AgentNotUp", missing, $"See its log: {logCommand}.") { Target = node.Name };
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<string?> MissingAsync(AgentInstallNode node, string program, IReadOnlyList<MemberReport> before, CancellationToken cancel)
    {
        try
        {
            using var client = new AgentClient($"https://{node.Listen}", time, identities);
            var health = await client.GetHealthAsync(cancel).ConfigureAwait(false);
            return !Is(health.Node, node) ? $"what answers on {node.Listen} is the agent of {health.Node}"
                : health.Program != program ? $"{health.Program} still runs instead of {program}"
                : await LeaseMissingAsync(node, health.Holder, cancel).ConfigureAwait(false)
                    ?? await MemberMissingAsync(before, cancel).ConfigureAwait(false);
        }
        catch (FireCampException e) when (e.IsTemporary || e is AgentCertificateException or AgentRefusedException)
        {
            return e.Message;
        }
    }

    // One without a lease has no members; its cluster, or its node in it, is still to be made.
    private async Task<string?> LeaseMissingAsync(AgentInstallNode node, string holder, CancellationToken cancel)
    {
        var cluster = (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?.Value;
        if (cluster?.Nodes.Any(n => Is(n.Name, node)) != true)
        {
            return null;
        }

        var lease = (await store.FindAsync(Keys.Lease(node.Name), MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false))?.Value;
        return lease is { Released: false } && holder.Length > 0 && lease.Holder == holder ? null : "it doesn't hold the node's lease yet";
    }

    private async Task<string?> MemberMissingAsync(IReadOnlyList<MemberReport> before, CancellationToken cancel)
    {
        var ready = (await ReportsAsync(cancel).ConfigureAwait(false)).Where(r => r.Phase == MemberPhase.Ready).Select(r => r.Member).ToHashSet();
        return before.FirstOrDefault(r => !ready.Contains(r.Member)) is { } missing ? $"member {missing.Member} is not ready again" : null;
    }

    private async Task<IEnumerable<MemberReport>> ReportsAsync(CancellationToken cancel)
        => (await store.ListAsync(Keys.Reports(), ModelJson.Default.MemberReport, cancel).ConfigureAwait(false)).Select(r => r.Value);

    private static bool Is(string name, AgentInstallNode node) => name.Equals(node.Name, StringComparison.OrdinalIgnoreCase);
}
