using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Leases;

/// <summary>When a member's claim may be taken from whoever has it. The one place that decides this.</summary>
/// <param name="node">This agent's node, whose lock file it holds: every earlier agent of the node is dead.</param>
/// <param name="duration">The cluster's lease duration; counts for a node that has no lease record.</param>
internal sealed class ClaimRules(string node, TimeSpan duration, LeaseWatcher leases, PledgeBook pledges)
{
    /// <summary>Decides by what has been seen so far. The caller looks at the lease of the claim's node right before.</summary>
    public ClaimDecision Decide(MemberClaim? claim)
    {
        if (claim is null)
        {
            return ClaimDecision.Allow("nobody has it");
        }

        if (claim.Released)
        {
            return ClaimDecision.Allow($"{claim.Node} released it");
        }

        return string.Equals(claim.Node, node, StringComparison.OrdinalIgnoreCase)
            ? ClaimDecision.Allow("an earlier agent of this node had it")
            : DecideForeign(claim);
    }

    private ClaimDecision DecideForeign(MemberClaim claim)
    {
        var pledged = pledges.RemainingOf(claim.Node);
        if (pledged > TimeSpan.Zero)
        {
            return ClaimDecision.Refuse(pledged, $"{claim.Node} can't reach the store and has this agent's pledge");
        }

        if (leases.Find(claim.Node)?.Lease is { } lease)
        {
            if (lease.Released)
            {
                return ClaimDecision.Allow($"{claim.Node} stopped in order");
            }

            // An agent begins a new hold only after the members of the earlier one are dead.
            if (lease.Holder != claim.Holder)
            {
                return ClaimDecision.Allow($"the agent of {claim.Node} that had it is gone");
            }
        }

        var left = leases.RemainingOf(claim.Node, duration);
        return left > TimeSpan.Zero
            ? ClaimDecision.Refuse(left, $"{claim.Node} has it and its lease has not run out")
            : ClaimDecision.Allow($"the lease of {claim.Node} ran out");
    }
}
