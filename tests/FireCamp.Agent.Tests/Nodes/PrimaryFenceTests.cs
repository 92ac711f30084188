using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>A primary that is fenced, by real agents: nothing of it runs as a primary from then on, whatever its node does.</summary>
public sealed class PrimaryFenceTests
{
    private const string Script = TestWorkload.Hold + "echo $ROLE >> roles; exec sleep 100000";

    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Longer than the fence waits for the answer of a node that is frozen: until then no other takes the primary over.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Close_NodeThatIsFrozen_EndsThePrimaryAndItComesBackAsAReplica()
    {
        await using var cluster = await TestNodes.StartAsync(2, Lease);
        var (change, before) = await PrimaryAsync(cluster);
        var holder = (await cluster.LeaseAsync(before.Node)).Holder;
        cluster.Nodes.Freeze(cluster.Node(before.Node));
        Assert.True(Processes.IsAlive(before.ProcessId!.Value), "a frozen agent kills nobody");
        var context = ContextOf(cluster);
        Assert.False(await PrimaryFence.IsUpAsync(context, change.New.Id, None));
        await PrimaryFence.CloseAsync(context, change, None);
        Assert.False(Processes.IsAlive(before.ProcessId!.Value), "the fence has killed the old copy");
        Assert.True((await cluster.ClaimAsync("svc-0"))!.Released);

        cluster.Nodes.Thaw(cluster.Node(before.Node));
        await cluster.UntilLeaseAsync(before.Node, l => l.Holder != holder, "taken under a new holder id");
        Assert.Equal(["primary"], RolesOf(cluster));
        await PrimaryFence.BringBackAsync(context, change, None);
        await cluster.UntilAsync("svc-0", r => r.Epoch > before.Epoch && r.Phase == MemberPhase.Ready, "ready again");
        Assert.Equal(["primary", "replica"], RolesOf(cluster));
        Assert.Empty(cluster.CollisionsOf("svc-0"));
    }

    [Fact]
    public async Task Close_NodeThatIsUp_StopsThePrimaryInOrderAndIsLifted()
    {
        await using var cluster = await TestNodes.StartAsync(2);
        var (change, before) = await PrimaryAsync(cluster);
        var context = ContextOf(cluster);
        Assert.True(await PrimaryFence.IsUpAsync(context, change.New.Id, None));
        await PrimaryFence.CloseAsync(context, change, None);
        await PrimaryFence.CloseAsync(context, change, None);
        Assert.False(Processes.IsAlive(before.ProcessId!.Value), "it was stopped");
        await PrimaryFence.LiftAsync(context, change, None);
        await PrimaryFence.LiftAsync(context, change, None);
        await cluster.UntilAsync("svc-0", r => r.Epoch > before.Epoch && r.Phase == MemberPhase.Ready, "ready again");
        Assert.Equal(["primary", "primary"], RolesOf(cluster));
    }

    private static async Task<(MemberChange Change, MemberReport Report)> PrimaryAsync(TestNodes cluster)
    {
        var primary = Member(MemberRole.Primary);
        await cluster.AddAsync(primary);
        var change = new MemberChange
        {
            OldSpecId = MemberRecords.IdOf(primary), New = Member(MemberRole.Replica), Applies = ChangeApplies.Reload, What = [],
        };
        return (change, await cluster.ReadyAsync("svc-0"));
    }

    private static MemberSpec Member(MemberRole role)
        => TestWorkload.Member(0, Script).With(w => w with
        {
            Environment = new Dictionary<string, string> { ["ROLE"] = role.ToString().ToLowerInvariant() },
        }) with
        {
            Role = role,
        };

    private static string[] RolesOf(TestNodes cluster) => File.ReadAllLines(Path.Combine(cluster.ContentOf("svc-0"), "roles"));

    private static StepContext ContextOf(TestNodes cluster)
    {
        var ports = new ClusterPorts
        {
            Cluster = "t1",
            Store = cluster.Store,
            Secrets = cluster.Secrets,
            Volumes = cluster.Volumes,
            Platform = cluster.Platform,
            Executor = cluster.Executor,
            Nodes = cluster.Nodes,
            Time = TimeProvider.System,
            Backups = null!,
            Dns = null!,
            Drainer = null!,
        };
        return new StepContext(ports, "op", null, _ => { }, _ => { }, _ => null) { Actor = "test" };
    }
}
