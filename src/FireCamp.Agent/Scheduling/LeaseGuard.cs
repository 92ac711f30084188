using FireCamp.Agent.Leases;
using FireCamp.Agent.Node;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Scheduling;

/// <summary>Looks at all nodes' leases and has the platform empty those nodes whose lease has run out, until they are back.</summary>
/// <remarks>
/// Every manager's agent does this; who comes second finds nothing to do. What isn't seen doesn't count: after a time without a look, as
/// when the store was out of reach or this process was stopped, every lease is given its whole duration again. So those that
/// went on by pledges meanwhile can be renewed first.
/// </remarks>
internal sealed class LeaseGuard(IMetadataStore store, ILostNodes platform, string actor, LeaseWatcher watcher, AgentLog log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Two looks that are further apart don't make one observation. A renewal comes more often than this.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(1);

    private readonly RecordCache<NodeLease> leases = new(store, Keys.Leases, MetadataJson.Default.NodeLease, log);
    private readonly Dictionary<string, GuardedNode> nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly EventLog events = new(store);
    private long looked;

    private TimeProvider Time => watcher.Time;

    /// <summary>Goes on until cancelled, through whatever the store and the platform do.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        looked = Time.GetTimestamp();
        for (var failing = false; !cancel.IsCancellationRequested;)
        {
            try
            {
                await LookAsync(cancel).ConfigureAwait(false);
                failing = false;
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.WriteOnce(ref failing, $"Nodes' leases can't be seen: {(e is FireCampException ? e.Message : e.ToString())}");
            }

            await Task.Delay(LookEvery, Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(nodes.Values.Select(n => n.EndAsync())).ConfigureAwait(false);
    }

    /// <summary>Takes one look, and has begun what follows from it.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        var found = await leases.ListAsync(cancel).ConfigureAwait(false);
        var now = Time.GetTimestamp();
        if (Time.GetElapsedTime(looked, now) > LongestGap)
        {
            watcher.BeginAnew();
        }

        looked = now;
        watcher.Observe(found);
        foreach (var lease in found)
        {
            if (!nodes.TryGetValue(lease.Node, out var node))
            {
                nodes[lease.Node] = node = new GuardedNode(lease, Time, log);
            }

            node.See(lease, watcher.RemainingOf(lease.Node, lease.Duration), EmptyAsync, LetBackAsync);
        }
    }

    /// <summary>What the looks have begun is done, or waits before it is tried again.</summary>
    internal Task SettleAsync() => Task.WhenAll(nodes.Values.Select(n => n.SettledAsync()));

    private async Task EmptyAsync(string node, CancellationToken cancel)
    {
        log.Write($"{node} is lost: its lease has run out.");
        var moved = await platform.EmptyAsync(node, cancel).ConfigureAwait(false);
        log.Write(moved.Count == 0
            ? $"{node} takes no members until its agent is back."
            : $"{node} takes no members until its agent is back; started elsewhere: {string.Join(", ", moved.Select(m => m.Member))}.");
        foreach (var member in moved)
        {
            await events.AppendAsync(PlacementEvents.OfLost(member, node, actor, Time.GetUtcNow()), cancel).ConfigureAwait(false);
        }
    }

    private async Task LetBackAsync(string node, CancellationToken cancel)
    {
        if (await platform.LetBackAsync(node, cancel).ConfigureAwait(false))
        {
            log.Write($"{node} is back and takes members again.");
            await events.AppendAsync(PlacementEvents.OfBack(node, actor, Time.GetUtcNow()), cancel).ConfigureAwait(false);
        }
    }
}
