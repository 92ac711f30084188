using FireCamp.Agent.Leases;
using FireCamp.Agent.Node;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Scheduling;

/// <summary>Places units while this agent has the scheduler's claim, and contends for it while it doesn't.</summary>
/// <remarks>
/// Where an orchestrator places them, the holder of the claim still ends what dead nodes left of members that are not meant to run.
/// The claim keeps two agents from deciding at once; a unit's revision keeps a late one from undoing what was decided
/// since.
/// </remarks>
internal sealed class SchedulerDuty(NodeContext node, LeaseHold hold, ClaimTaker claims, LeaseWatcher leases, PledgeBook pledges)
{
    /// <summary>The claim's place: no member's, since members are named after their service.</summary>
    private const string Service = "system";
    private const string Member = "scheduler";

    /// <summary>
    /// For so long after this agent's own start it places nothing while a node is still missing: the nodes of a cluster are
    /// started together, and the first of them must not get all members.
    /// </summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(1.5);

    private readonly long began = node.Time.GetTimestamp();
    private MemberClaim? claim;

    /// <summary>Whether this agent has the scheduler's claim now.</summary>
    public bool IsOn => claim is not null;

    /// <summary>Whether the claim is the scheduler's and no member's.</summary>
    public static bool IsOwn(MemberClaim claim) => claim is { Service: Service, Member: Member };

    /// <summary>Places what has to be placed, if this agent is or becomes the scheduler.</summary>
    /// <returns>After how long to look again although nothing changed.</returns>
    public async Task<TimeSpan> RunAsync(NodeView view, CancellationToken cancel)
    {
        var seen = view.Claims.FirstOrDefault(IsOwn);
        if (claim is null || seen is null || seen.Holder != hold.Holder || seen.Released)
        {
            (claim, var decision) = await claims.TryTakeAsync(Service, Member, () => Task.FromResult(1L), cancel).ConfigureAwait(false);
            if (claim is null)
            {
                return decision.Wait;
            }

            node.Log.Write($"This agent {(node.PlacesMembers ? "places members" : "clears up after dead nodes")} from now on: {decision.Reason}.");
        }

        var left = view.Cluster.Nodes.Select(n => RemainingOf(view, n.Name)).ToList();
        var patience = StartTime - node.Time.GetElapsedTime(began);
        if (left.Contains(TimeSpan.Zero) && patience > TimeSpan.Zero)
        {
            return patience;
        }

        if (view.Cluster.Running && node.PlacesMembers)
        {
            await PlaceAsync(view, cancel).ConfigureAwait(false);
        }

        return left.Where(l => l > TimeSpan.Zero).Min();
    }

    /// <summary>Claims of nodes that are not up, on members that are not meant to run: nobody else would end and release them.</summary>
    public IEnumerable<MemberClaim> Orphans(NodeView view)
        => IsOn
            ? view.Claims.Where(c => !c.Released
                && RemainingOf(view, c.Node) == TimeSpan.Zero
                && view.UnitOf(c.Service, c.Member) is { MeantToRun: false })
            : [];

    /// <summary>Another agent may place members at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancel)
    {
        if (claim is not null)
        {
            await claims.ReleaseAsync(claim, cancel).ConfigureAwait(false);
        }
    }

    private async Task PlaceAsync(NodeView view, CancellationToken cancel)
    {
        var nodes = view.Cluster.Nodes
            .Select(n => new PlacementNode(n.Name, n.Zone, n.Memory.Bytes, RemainingOf(view, n.Name) > TimeSpan.Zero)
            {
                Availability = n.Availability,
            })
            .ToList();
        var units = view.Units.Select(u => new PlacementUnit(u, IsHeld(view, u))).ToList();
        foreach (var decision in Placement.Decide(units, nodes))
        {
            await WriteAsync(decision, cancel).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(PlacementDecision decision, CancellationToken cancel)
    {
        var before = decision.Unit;
        if (!hold.IsHeld)
        {
            return;
        }

        // Only where the unit is still what the decision was made of; else the next look decides anew.
        var after = before with { Node = decision.Node, Reason = decision.Reason };
        var stored = await node.Store.UpdateAsync(
            Keys.Unit(before.Service, before.Member), unit => unit == before ? after : null, PlatformsJson.Default.MemberUnit, cancel)
            .ConfigureAwait(false);
        if (stored != after)
        {
            return;
        }

        var isLost = before.Node is { } from && leases.Find(from)?.Lease is not { Released: true };
        await new EventLog(node.Store)
            .AppendAsync(PlacementEvents.Of(decision, node.Node, isLost, node.Time.GetUtcNow()), cancel).ConfigureAwait(false);
        node.Log.Write(decision.Node is null
            ? $"{before.Member} can't be placed: {decision.Reason}"
            : $"{before.Member} is placed on {decision.Node}{(before.Node is null ? "" : $" (was on {before.Node})")}.");
    }

    private static bool IsHeld(NodeView view, MemberUnit unit)
        => view.ClaimOf(unit.Service, unit.Member) is { Released: false } held
            && string.Equals(held.Node, unit.Node, StringComparison.OrdinalIgnoreCase);

    /// <summary>How long a node still counts as up without a further sign of life; zero for one that is down or stopped.</summary>
    private TimeSpan RemainingOf(NodeView view, string name)
    {
        if (string.Equals(name, node.Node, StringComparison.OrdinalIgnoreCase))
        {
            return hold.Duration;
        }

        if (leases.Find(name)?.Lease is not { Released: false })
        {
            return TimeSpan.Zero;
        }

        var left = leases.RemainingOf(name, view.Cluster.LeaseDuration);
        var pledged = pledges.RemainingOf(name);
        return left > pledged ? left : pledged;
    }
}
