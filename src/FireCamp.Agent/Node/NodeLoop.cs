using FireCamp.Agent.Images;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Scheduling;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Node;

/// <summary>Looks at the store after every change of it and brings the node in line with what it finds.</summary>
/// <remarks>Leases change all the time and mean something only when they stay away, so they are looked at by themselves, at a steady pace.</remarks>
internal sealed class NodeLoop(NodeContext node, LeaseWatcher watcher, MemberTable members, SchedulerDuty scheduler)
{
    /// <summary>A look is taken this often although nothing changed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>So much later than it could be, at worst, a lease is seen to have run out.</summary>
    private static readonly TimeSpan LeasesEvery = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly RecordCache<NodeLease> leases = new(node.Store, Keys.Leases, MetadataJson.Default.NodeLease, node.Log);
    private readonly RecordCache<MemberUnit> units = new(node.Store, Keys.Units(), PlatformsJson.Default.MemberUnit, node.Log);
    private readonly RecordCache<MemberClaim> claims = new(node.Store, Keys.Claims(), MetadataJson.Default.MemberClaim, node.Log);

    /// <summary>Goes on until cancelled, through whatever the store does.</summary>
    /// <param name="seen">Gets the cluster as each look finds it.</param>
    public async Task RunAsync(Action<ClusterSpec> seen, CancellationToken cancel)
    {
        var ofLeases = node.PlacesMembers
            ? Task.CompletedTask
            : RepeatAsync(
                async () =>
                {
                    await LookAtLeasesAsync(cancel).ConfigureAwait(false);
                    await Task.Delay(LeasesEvery, node.Time, cancel).ConfigureAwait(false);
                },
                cancel);
        await RepeatAsync(() => LookAsync(seen, cancel), cancel).ConfigureAwait(false);
        await ofLeases.ConfigureAwait(false);
    }

    private async Task RepeatAsync(Func<Task> look, CancellationToken cancel)
    {
        var failing = false;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await look().ConfigureAwait(false);
                failing = false;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                node.Log.WriteOnce(ref failing, e is FireCampException ? e.Message : e.ToString());
                await Task.Delay(RetryAfter, node.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LookAtLeasesAsync(CancellationToken cancel)
        => watcher.Observe(await leases.ListAsync(cancel).ConfigureAwait(false));

    private async Task LookAsync(Action<ClusterSpec> seen, CancellationToken cancel)
    {
        var version = await node.Store.VersionAsync(cancel).ConfigureAwait(false);
        if (node.PlacesMembers)
        {
            // Where agents place members they begin to the moment that a lease is released, and their store is at hand.
            await LookAtLeasesAsync(cancel).ConfigureAwait(false);
        }

        var cluster = await node.Store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Cluster", node.Cluster, "Stop this node's agent: its cluster was removed.");
        seen(cluster.Value);
        var view = new NodeView(
            cluster.Value,
            await units.ListAsync(cancel).ConfigureAwait(false),
            await claims.ListAsync(cancel).ConfigureAwait(false));
        node.Images?.Want(ImagesAhead.Of(view, node.Node));
        members.Reconcile(view.Units, [.. members.LeftBehind(view.Claims), .. scheduler.Orphans(view)]);
        var again = await scheduler.RunAsync(view, cancel).ConfigureAwait(false);
        var atMost = again < LongestWait ? again : LongestWait;
        await (node.PlacesMembers
            ? node.Store.WaitForChangeAsync(version, atMost, cancel)
            : node.Store.WaitForOtherChangeAsync(version, atMost, cancel)).ConfigureAwait(false);
    }
}
