using System.Collections.Concurrent;
using FireCamp.Engine.Metadata;

namespace FireCamp.Engine.Platforms;

/// <summary>Tells which nodes' leases are alive: those that are seen to change, on this process's own clock.</summary>
/// <param name="answers">Asks an agent itself, which is quicker than to watch; null where that can't be done.</param>
public sealed class LeaseSight(IMetadataStore store, TimeProvider time, Func<NodeLease, CancellationToken, Task<bool>>? answers = null)
{
    private readonly ConcurrentDictionary<string, Sighting> sightings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All leases, each with whether it is alive. A lease that wasn't seen just before is watched for its duration at most.</summary>
    public async Task<IReadOnlyList<LeaseSeen>> LookAsync(CancellationToken cancel)
    {
        for (var first = true; ; first = false)
        {
            var version = await store.VersionAsync(cancel).ConfigureAwait(false);
            var leases = (await store.ListAsync(Keys.Leases, MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false))
                .Select(l => See(l.Value)).ToList();
            if (first && answers is not null)
            {
                leases = [.. await Task.WhenAll(leases.Select(l => AskAsync(l, cancel))).ConfigureAwait(false)];
            }

            var open = leases.Where(l => IsAlive(l) is null).ToList();
            if (open.Count == 0)
            {
                return [.. leases.Select(l => new LeaseSeen(l.Lease, IsAlive(l) == true))];
            }

            var longest = open.Max(l => l.Lease.Duration - time.GetElapsedTime(l.Since));
            await store.WaitForChangeAsync(version, longest > TimeSpan.Zero ? longest : TimeSpan.Zero, cancel).ConfigureAwait(false);
        }
    }

    // A change since a look long ago says only that the agent lived for a part of that time.
    private Sighting See(NodeLease lease)
    {
        var now = time.GetTimestamp();
        return sightings.AddOrUpdate(
            lease.Node,
            _ => new Sighting(lease, now, now, Changed: false),
            (_, before) => before.Lease == lease
                ? before with { Looked = now }
                : new Sighting(lease, now, now, time.GetElapsedTime(before.Looked, now) < lease.Duration));
    }

    private async Task<Sighting> AskAsync(Sighting sighting, CancellationToken cancel)
    {
        if (IsAlive(sighting) is not null || !await answers!(sighting.Lease, cancel).ConfigureAwait(false))
        {
            return sighting;
        }

        var seen = sighting with { Since = time.GetTimestamp(), Changed = true };
        sightings[sighting.Lease.Node] = seen;
        return seen;
    }

    /// <summary>Null while it can't be told.</summary>
    private bool? IsAlive(Sighting sighting)
    {
        if (sighting.Lease.Released || time.GetElapsedTime(sighting.Since) >= sighting.Lease.Duration)
        {
            return false;
        }

        return sighting.Changed ? true : null;
    }

    /// <param name="Since">When the lease was first seen like this.</param>
    /// <param name="Looked">When it was last looked at.</param>
    /// <param name="Changed">Whether it had been seen otherwise just before, so that somebody was there to change it.</param>
    private sealed record Sighting(NodeLease Lease, long Since, long Looked, bool Changed);
}
