using FireCamp.Engine.Model;
using FireCamp.Testing;
using Microsoft.Data.Sqlite;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>A store that nobody can write to, for longer than leases last.</summary>
public sealed class StoreOutageTests
{
    /// <summary>Longer than the default, since all agents have to answer each other in time on a machine that runs other tests too.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Outage = 2.5 * Lease;

    [Fact]
    public async Task Lock_OfTheStoreForLong_MembersGoOnWithAllPledges()
    {
        await using var cluster = await TestNodes.StartAsync(3, Lease);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(n => cluster.AddAsync(TestWorkload.Member(n))));
        var before = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => cluster.ReadyAsync($"svc-{n}")));
        using (Lock(cluster))
        {
            await Task.Delay(Outage, TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.All(before, r => Assert.True(Processes.IsAlive(r.ProcessId!.Value), cluster.AgentLogs()));
        }

        var lease = await cluster.LeaseAsync("node-1");
        await cluster.UntilLeaseAsync("node-1", l => l.Count > lease.Count + 2, "renewed again");
        Assert.All(before, r => Assert.True(Processes.IsAlive(r.ProcessId!.Value), cluster.AgentLogs()));
        Assert.All(before, r => Assert.Single(cluster.StartsOf(r.Member)));
    }

    [Fact]
    public async Task Lock_OfTheStoreWithAPledgeMissing_EndsMembersInTimeAndRunsThemAgainAfterwards()
    {
        await using var cluster = await TestNodes.StartAsync(2);
        await cluster.AddAsync(TestWorkload.Member(0));
        var before = await cluster.ReadyAsync("svc-0");
        var other = cluster.Spec.Nodes.First(n => n.Name != before.Node);
        cluster.Nodes.Freeze(other);
        using (Lock(cluster))
        {
            await Eventually.TrueAsync(() => !Processes.IsAlive(before.ProcessId!.Value), "a node without all pledges ends its members");
        }

        await cluster.UntilAsync("svc-0", r => r.Epoch > before.Epoch && r.Phase == MemberPhase.Ready, "ready again");
        Assert.Empty(cluster.CollisionsOf("svc-0"));
    }

    private static SqliteConnection Lock(TestNodes cluster)
    {
        var connection = new SqliteConnection($"Data Source={cluster.Paths.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
