using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Scheduling;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Node;

/// <summary>The time under one hold on the node's lease: from taking the lease record until it is released or lost.</summary>
internal sealed class NodeSession : IDisposable
{
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);

    private readonly NodeContext node;
    private readonly LeaseRecord record;
    private readonly LeaseWatchdog watchdog;
    private readonly NodeLoop loop;
    private readonly PledgeCollector collector;
    private volatile ClusterSpec cluster;

    private NodeSession(NodeContext node, AgentParts parts, LeaseHold hold, LeaseRecord record, ClusterSpec cluster)
    {
        (this.node, this.record, this.cluster, Hold) = (node, record, cluster, hold);
        watchdog = new LeaseWatchdog(hold, parts.Children.KillAll);
        Renewer = new LeaseRenewer(hold, record, node.Time, node.Log, node.RenewalsInLease);
        collector = new PledgeCollector(node, hold, () => this.cluster);
        var rules = new ClaimRules(node.Node, cluster.LeaseDuration, parts.Leases, parts.Pledges);
        var claims = new ClaimTaker(node, hold, parts.Leases, rules);
        Members = new MemberTable(new MemberTools(node, hold, claims, parts.HostOf(parts.Launcher), parts.Launcher), watchdog.Lost);
        Scheduler = new SchedulerDuty(node, hold, claims, parts.Leases, parts.Pledges);
        loop = new NodeLoop(node, parts.Leases, Members, Scheduler);
    }

    public LeaseHold Hold { get; }

    public LeaseRenewer Renewer { get; }

    public MemberTable Members { get; }

    public SchedulerDuty Scheduler { get; }

    /// <summary>The node's lease is taken under a new holder id, and is renewed and watched from now on.</summary>
    /// <exception cref="FireCampException">The store can't be used, or the cluster has no such node.</exception>
    public static async Task<NodeSession> BeginAsync(NodeContext node, AgentParts parts, CancellationToken cancel)
    {
        var cluster = await node.Store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Cluster", node.Cluster, "Create it with New-FireCampCluster.");
        _ = cluster.Value.Nodes.FirstOrDefault(n => string.Equals(n.Name, node.Node, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException(
                "Node", node.Node, $"Cluster {node.Cluster} has {string.Join(", ", cluster.Value.Nodes.Select(n => n.Name))}.");
        var (hold, record) = await TryContinueAsync(node, parts, cluster.Value, cancel).ConfigureAwait(false)
            ?? await TakeAsync(node, parts, cluster.Value, Guid.NewGuid().ToString("N"), cancel).ConfigureAwait(false);
        var session = new NodeSession(node, parts, hold, record, cluster.Value);
        session.watchdog.Start();
        session.Renewer.Start();
        node.Holding?.Invoke(hold);
        return session;
    }

    /// <summary>Runs the node until it is told to stop or its lease is lost.</summary>
    /// <returns>True when it stopped in order: members stopped, claims and lease released. False when the lease was lost.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, watchdog.Lost);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(watchdog.Lost);
        var collecting = collector.RunAsync(lost.Token);
        await loop.RunAsync(c => cluster = c, ending.Token).ConfigureAwait(false);
        await Members.StopAsync().ConfigureAwait(false);
        var inOrder = !Hold.HasEnded && await LeaveAsync().ConfigureAwait(false);
        await lost.CancelAsync().ConfigureAwait(false);
        await collecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return inOrder;
    }

    public void Dispose()
    {
        Renewer.Dispose();
        watchdog.Dispose();
    }

    private static async Task<(LeaseHold Hold, LeaseRecord Record)> TakeAsync(
        NodeContext node, AgentParts parts, ClusterSpec cluster, string holder, CancellationToken cancel)
    {
        await (node.Adoption?.EndAllAsync(cancel) ?? Task.CompletedTask).ConfigureAwait(false);
        var hold = new LeaseHold(holder, cluster.LeaseDuration, node.Time, node.Adoption?.File, !node.HasFences);
        var record = RecordOf(node, parts, hold);
        var start = node.Time.GetTimestamp();
        await record.TakeAsync(cancel).ConfigureAwait(false);
        hold.Extend(start);
        return (hold, record);
    }

    /// <summary>Goes on under the hold of the agent before, if there is time left of it and the lease is still its own.</summary>
    private static async Task<(LeaseHold Hold, LeaseRecord Record)?> TryContinueAsync(
        NodeContext node, AgentParts parts, ClusterSpec cluster, CancellationToken cancel)
    {
        if (node.Adoption is not { } adoption || adoption.File.Read() is not var (holder, begun, _))
        {
            return null;
        }

        var hold = new LeaseHold(holder, cluster.LeaseDuration, node.Time, adoption.File, !node.HasFences);
        if (!hold.Extend(begun))
        {
            return null;
        }

        // Renewed first: then there is a whole hold's time to look at what runs.
        try
        {
            var record = RecordOf(node, parts, hold);
            var start = node.Time.GetTimestamp();
            using var renewing = Within(hold, cancel);
            if (!await record.RenewAsync(renewing.Token).WaitAsync(renewing.Token).ConfigureAwait(false) || !hold.Extend(start))
            {
                return null;
            }

            using var adopting = Within(hold, cancel);
            await adoption.AdoptAsync(holder, adopting.Token).WaitAsync(adopting.Token).ConfigureAwait(false);
            return (hold, record);
        }
        catch (Exception e) when (e is FireCampException or OperationCanceledException)
        {
            node.Log.Write($"What the agent before left can't be gone on with: {e.Message}");
            return null;
        }
    }

    private static CancellationTokenSource Within(LeaseHold hold, CancellationToken cancel)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(hold.Remaining);
        return limit;
    }

    private static LeaseRecord RecordOf(NodeContext node, AgentParts parts, LeaseHold hold) => new(
        parts.LeaseStore,
        new NodeLease(node.Node, hold.Holder, 0, hold.Duration, node.Endpoint, Released: false));

    private async Task<bool> LeaveAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(ReleaseTime, node.Time);
            await Scheduler.ReleaseAsync(limit.Token).ConfigureAwait(false);
            Renewer.Dispose();
            await record.ReleaseAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FireCampException or OperationCanceledException)
        {
            node.Log.Write($"The lease could not be released and will run out: {e.Message}");
        }

        Hold.End();
        return true;
    }
}
