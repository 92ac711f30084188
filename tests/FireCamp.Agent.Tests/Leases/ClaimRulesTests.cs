using FireCamp.Agent.Leases;
using FireCamp.Engine.Metadata;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Leases;

public sealed class ClaimRulesTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2.5);
    private readonly FakeTimeProvider time = new();
    private readonly LeaseWatcher leases;
    private readonly PledgeBook pledges;
    private readonly ClaimRules rules;

    public ClaimRulesTests()
    {
        (leases, pledges) = (new LeaseWatcher(time), new PledgeBook(time));
        rules = new ClaimRules("node-1", Duration, leases, pledges);
    }

    [Fact]
    public void Decide_WithoutAClaim_Allows() => Assert.True(rules.Decide(null).Allowed);

    [Fact]
    public void Decide_OfAReleasedClaim_AllowsWhateverItsNodeDoes()
    {
        leases.Observe("node-2", Lease("b", 1));
        pledges.Give("node-2", Duration);
        Assert.True(rules.Decide(Claim("node-2", "b") with { Released = true }).Allowed);
    }

    [Fact]
    public void Decide_OfAnEarlierAgentOfThisNode_Allows() => Assert.True(rules.Decide(Claim("NODE-1", "old")).Allowed);

    [Fact]
    public void Decide_OfANodeThatIsAlive_RefusesUntilTheLeaseWasSeenUnchangedForItsWholeDuration()
    {
        leases.Observe("node-2", Lease("b", 1));
        time.Advance(TimeSpan.FromSeconds(2));
        leases.Observe("node-2", Lease("b", 1));
        var early = rules.Decide(Claim("node-2", "b"));
        Assert.False(early.Allowed);
        Assert.Equal(TimeSpan.FromSeconds(0.5), early.Wait);
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(rules.Decide(Claim("node-2", "b")).Allowed);
    }

    [Fact]
    public void Decide_AfterARenewalWasSeen_WaitsAnew()
    {
        leases.Observe("node-2", Lease("b", 1));
        time.Advance(Duration);
        leases.Observe("node-2", Lease("b", 2));
        Assert.False(rules.Decide(Claim("node-2", "b")).Allowed);
    }

    [Fact]
    public void Decide_OfANodeNeverLookedAt_RefusesForAWholeDuration()
    {
        var decision = rules.Decide(Claim("node-2", "b"));
        Assert.False(decision.Allowed);
        Assert.Equal(Duration, decision.Wait);
    }

    [Fact]
    public void Decide_OfANodeWithoutALease_WaitsUntilThatWasSeenForAWholeDuration()
    {
        leases.Observe("node-2", null);
        Assert.False(rules.Decide(Claim("node-2", "b")).Allowed);
        time.Advance(Duration);
        Assert.True(rules.Decide(Claim("node-2", "b")).Allowed);
    }

    [Fact]
    public void Decide_OfANodeThatStoppedInOrder_Allows()
    {
        leases.Observe("node-2", Lease("b", 1) with { Released = true });
        Assert.True(rules.Decide(Claim("node-2", "b")).Allowed);
    }

    [Fact]
    public void Decide_OfAHolderThatItsNodesNextAgentReplaced_Allows()
    {
        leases.Observe("node-2", Lease("c", 2));
        Assert.True(rules.Decide(Claim("node-2", "b")).Allowed);
    }

    [Fact]
    public void Decide_UnderAPledge_RefusesThoughTheLeaseRanOut()
    {
        leases.Observe("node-2", Lease("b", 1));
        time.Advance(TimeSpan.FromSeconds(2));
        pledges.Give("node-2", Duration);
        time.Advance(TimeSpan.FromSeconds(2));
        var decision = rules.Decide(Claim("node-2", "b"));
        Assert.False(decision.Allowed);
        Assert.Equal(TimeSpan.FromSeconds(0.5), decision.Wait);
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(rules.Decide(Claim("node-2", "b")).Allowed);
    }

    [Fact]
    public void Observe_OfALookWithoutAKnownNode_NotesThatItHasNoLease()
    {
        leases.Observe("node-2", Lease("b", 1));
        leases.Observe([]);
        Assert.Null(leases.Find("node-2")!.Lease);
        Assert.Equal(Duration, leases.RemainingOf("node-2", Duration));
    }

    private static NodeLease Lease(string holder, long count) => new("node-2", holder, count, Duration, "unix:///x", false);

    private static MemberClaim Claim(string node, string holder) => new("svc", "svc-0", node, holder, 1, Released: false);
}
