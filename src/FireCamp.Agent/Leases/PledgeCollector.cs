using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Leases;

/// <summary>Keeps the hold on this node's lease with the other agents' pledges while the store can't be reached.</summary>
/// <remarks>
/// All other nodes of the cluster have to pledge. A node whose agent provably doesn't run (on Local its lock is free) need not:
/// an agent that starts after the asking began must itself see this node's lease unchanged for a whole duration first.
/// </remarks>
internal sealed class PledgeCollector(NodeContext node, LeaseHold hold, Func<ClusterSpec> cluster)
{
    /// <summary>The part of the hold's length after which a lease that is not renewed makes the agent ask.</summary>
    private const double AskAfter = 0.45;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private bool asking;

    /// <summary>Asks whenever renewals stay away, until the hold has ended.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!hold.HasEnded)
        {
            await Task.Delay(Pause, node.Time, cancel).ConfigureAwait(false);
            if (hold.Age < hold.Duration * AskAfter)
            {
                asking = false;
                continue;
            }

            await AskAsync(cancel).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(CancellationToken cancel)
    {
        var start = node.Time.GetTimestamp();
        var others = cluster().Nodes
            .Where(n => !string.Equals(n.Name, node.Node, StringComparison.OrdinalIgnoreCase))
            .Select(n => AskAsync(n.Name, cancel));
        var refusals = (await Task.WhenAll(others).ConfigureAwait(false)).OfType<string>().ToList();
        if (refusals.Count == 0 && hold.Extend(start))
        {
            node.Log.WriteOnce(ref asking, "The store can't be reached; the members go on with the pledges of all other nodes.");
        }
        else
        {
            node.Log.WriteOnce(ref asking, $"The store can't be reached and a pledge is missing: {string.Join(' ', refusals)}");
        }
    }

    /// <summary>Null when the node pledged or its agent doesn't run; else why it didn't.</summary>
    private async Task<string?> AskAsync(string other, CancellationToken cancel)
    {
        try
        {
            using var client = node.Peers.Find(other);
            if (client is null)
            {
                return null;
            }

            var request = new PledgeRequest(node.Node, hold.Duration.TotalSeconds);
            var answer = await client.PledgeAsync(request, hold.Remaining, cancel).ConfigureAwait(false);
            return answer.Granted ? null : $"{other}: {answer.Reason}";
        }
        catch (FireCampException e)
        {
            return $"{other}: {e.Message}";
        }
    }
}
