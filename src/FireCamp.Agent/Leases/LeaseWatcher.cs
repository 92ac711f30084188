using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Leases;

/// <summary>What this agent has seen of all nodes' leases, and since when each is unchanged, by its own monotonic clock.</summary>
/// <remarks>Fed with every look at the store from the agent's start on, so that a takeover begins with the waiting already done.</remarks>
internal sealed class LeaseWatcher(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SeenLease> seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The clock that it measures with.</summary>
    public TimeProvider Time => time;

    /// <summary>
    /// Notes the leases that a look at the store, now complete, has found. Nodes that have none any more are noted as
    /// such.
    /// </summary>
    public void Observe(IReadOnlyCollection<NodeLease> leases)
    {
        var found = leases.ToDictionary(l => l.Node, StringComparer.OrdinalIgnoreCase);
        lock (gate)
        {
            foreach (var node in seen.Keys.Except(found.Keys, StringComparer.OrdinalIgnoreCase).ToList())
            {
                Note(node, null);
            }

            foreach (var lease in leases)
            {
                Note(lease.Node, lease);
            }
        }
    }

    /// <summary>Notes one node's lease, or that it has none.</summary>
    public void Observe(string node, NodeLease? lease)
    {
        lock (gate)
        {
            Note(node, lease);
        }
    }

    /// <summary>The wait begins anew for every lease: nobody looked for a time, or could write, so nothing follows from what didn't change.</summary>
    public void BeginAnew()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            foreach (var (node, look) in seen.ToList())
            {
                seen[node] = look with { UnchangedSince = now };
            }
        }
    }

    /// <summary>What was seen of a node; null when no look has been taken yet.</summary>
    public SeenLease? Find(string node)
    {
        lock (gate)
        {
            return seen.GetValueOrDefault(node);
        }
    }

    /// <summary>How long the lease must still stay unchanged before this agent may count it as run out; zero once it may.</summary>
    /// <param name="duration">Counts for a node that has no lease record; else the record's own does.</param>
    public TimeSpan RemainingOf(string node, TimeSpan duration)
    {
        lock (gate)
        {
            if (!seen.TryGetValue(node, out var look))
            {
                return duration;
            }

            var left = (look.Lease?.Duration ?? duration) - time.GetElapsedTime(look.UnchangedSince);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    // The time is taken after the look, so that a lease never seems older than it can be.
    private void Note(string node, NodeLease? lease)
    {
        if (!seen.TryGetValue(node, out var before) || before.Lease != lease)
        {
            seen[node] = new SeenLease(lease, time.GetTimestamp());
        }
    }
}
