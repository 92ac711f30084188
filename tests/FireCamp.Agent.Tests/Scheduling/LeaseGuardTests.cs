using FireCamp.Agent.Leases;
using FireCamp.Agent.Scheduling;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Scheduling;

public sealed class LeaseGuardTests : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>The hold on the lease goes on until 0.6 s before its end.</summary>
    private static readonly TimeSpan Early = Duration - Step - Step;

    private readonly FakeTimeProvider time = new();
    private readonly InMemoryMetadataStore store = new(TimeProvider.System);
    private readonly Platform platform = new();
    private readonly LeaseGuard guard;
    private int count;

    public LeaseGuardTests()
        => guard = new LeaseGuard(store, platform, "n1", new LeaseWatcher(time), new AgentLog(TextWriter.Null, time));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Look_LeaseUnchangedUntilItsHoldIsOver_EmptiesOnceAndLetsBackWhenItChanges()
    {
        await RenewAsync();
        await LookForAsync(Early);
        Assert.Equal([], platform.Calls);
        await LookForAsync(Step);
        await LookForAsync(Step);
        Assert.Equal(["empty n2"], platform.Calls);

        await RenewAsync();
        await LookForAsync(Step);
        await LookForAsync(Step);
        Assert.Equal(["empty n2", "let back n2"], platform.Calls);
        Assert.Equal(
            [("agent/n1", "Failover", "service/s/s-0"), ("agent/n1", "Returned", "node/n2")],
            (await new EventLog(store).ListAsync(null, null, Cancel)).Select(e => (e.Actor, e.Action, e.Subject)));
    }

    [Fact]
    public async Task Look_AfterATimeWithoutLooks_GivesTheLeaseItsWholeDurationAgain()
    {
        await RenewAsync();
        await LookForAsync(Early);
        time.Advance(TimeSpan.FromMinutes(1));
        await LookForAsync(Early);
        Assert.Equal([], platform.Calls);
        await LookForAsync(Step);
        Assert.Equal(["empty n2"], platform.Calls);
    }

    [Fact]
    public async Task Look_LeaseReleased_LeavesTheNodeForAsLongAsALeaseLasts()
    {
        await RenewAsync();
        await LookForAsync(Step);
        await RenewAsync(released: true);
        await LookForAsync(Early);
        Assert.Equal([], platform.Calls);
        await RenewAsync();
        await LookForAsync(Early);
        Assert.Equal(["let back n2"], platform.Calls);

        await RenewAsync(released: true);
        await LookForAsync(Duration);
        Assert.Equal(["let back n2", "empty n2"], platform.Calls);
    }

    [Fact]
    public async Task Look_PlatformFails_TriesAgain()
    {
        platform.Failures = 2;
        await RenewAsync();
        await LookForAsync(Duration + Duration + Duration);
        Assert.Equal(["empty n2", "empty n2", "empty n2"], platform.Calls);
    }

    private Task RenewAsync(bool released = false)
        => store.UpdateAsync(
            Keys.Lease("n2"), _ => new NodeLease("n2", "h", ++count, Duration, "unix:///x", released), MetadataJson.Default.NodeLease, Cancel);

    private async Task LookForAsync(TimeSpan whole)
    {
        for (var passed = TimeSpan.Zero; passed < whole; passed += Step)
        {
            await guard.LookAsync(Cancel);
            time.Advance(Step);
            await guard.SettleAsync();
        }

        await guard.LookAsync(Cancel);
        await guard.SettleAsync();
    }

    private sealed class Platform : ILostNodes
    {
        public List<string> Calls { get; } = [];

        public int Failures { get; set; }

        public Task<IReadOnlyList<LostMember>> EmptyAsync(string node, CancellationToken cancel)
        {
            Calls.Add($"empty {node}");
            return Failures-- > 0
                ? throw new StoreUnavailableException("the swarm", "too few managers are up.")
                : Task.FromResult<IReadOnlyList<LostMember>>([new("s", "s-0")]);
        }

        public Task<bool> LetBackAsync(string node, CancellationToken cancel)
        {
            Calls.Add($"let back {node}");
            return Task.FromResult(true);
        }
    }
}
