using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Leases;

/// <summary>Takes and releases claims for one hold on the node's lease.</summary>
internal sealed class ClaimTaker(NodeContext node, LeaseHold hold, LeaseWatcher leases, ClaimRules rules)
{
    /// <summary>The member's claim is this hold's if the rules allow it now.</summary>
    /// <param name="firstEpoch">Asked for the epoch of a claim that has no predecessor.</param>
    /// <returns>The claim, or null with the decision that says when to try again.</returns>
    public async Task<(MemberClaim? Claim, ClaimDecision Decision)> TryTakeAsync(
        string service, string member, Func<Task<long>> firstEpoch, CancellationToken cancel)
    {
        var key = Keys.Claim(service, member);
        var found = await node.Store.FindAsync(key, MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false);
        if (found?.Value is { Released: false } mine && mine.Holder == hold.Holder)
        {
            return (mine, ClaimDecision.Allow("it is this agent's already"));
        }

        var decision = await DecideAsync(found?.Value, cancel).ConfigureAwait(false);
        if (!decision.Allowed)
        {
            return (null, decision);
        }

        var epoch = found is null ? await firstEpoch().ConfigureAwait(false) : found.Value.Epoch + 1;
        var claim = new MemberClaim(service, member, node.Node, hold.Holder, epoch, Released: false);
        try
        {
            await node.Store.PutAsync(key, claim, found?.Revision ?? 0, MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false);
            return (claim, decision);
        }
        catch (RevisionConflictException)
        {
            return (null, ClaimDecision.Refuse(TimeSpan.Zero, "somebody else took it at the same time"));
        }
    }

    /// <summary>Anybody may take the claim at once; one that is not this hold's any more is left alone.</summary>
    public Task ReleaseAsync(MemberClaim claim, CancellationToken cancel)
        => node.Store.UpdateAsync(
            Keys.Claim(claim.Service, claim.Member),
            stored => stored is not null && stored.Holder == hold.Holder && stored.Epoch == claim.Epoch ? stored with { Released = true } : null,
            MetadataJson.Default.MemberClaim,
            cancel);

    // The lease is looked at right before the decision: what the watcher saw last may be from before this agent was frozen.
    private async Task<ClaimDecision> DecideAsync(MemberClaim? claim, CancellationToken cancel)
    {
        if (claim is not null && !claim.Released)
        {
            var lease = await node.Store.FindAsync(Keys.Lease(claim.Node), MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
            leases.Observe(claim.Node, lease?.Value);
        }

        return hold.IsHeld
            ? rules.Decide(claim)
            : ClaimDecision.Refuse(hold.Duration, "this node has no lease of its own");
    }
}
