using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>What an agent answers on its socket, asked with the engine's own client.</summary>
public sealed class AgentApiTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Socket_IsItsUsersOnly()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        Assert.Equal((UnixFileMode)Convert.ToInt32("700", 8), File.GetUnixFileMode(cluster.Paths.NodeFolder("node-1")));
        Assert.Equal((UnixFileMode)Convert.ToInt32("600", 8), File.GetUnixFileMode(cluster.Paths.AgentSocket("node-1")));
    }

    [Fact]
    public async Task Health_NamesTheNodeAndTheHolderOfItsLease()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        using var client = ClientOf(cluster);
        var health = await client.GetHealthAsync(None);
        Assert.Equal("node-1", health.Node);
        Assert.Equal((await cluster.LeaseAsync("node-1")).Holder, health.Holder);
    }

    [Fact]
    public async Task Pledge_OfANodeWhoseLeaseRanOut_IsRefused()
    {
        await using var cluster = await TestNodes.StartAsync(2);
        using var client = ClientOf(cluster);
        var alive = await client.PledgeAsync(new PledgeRequest("node-2", 0.001), TimeSpan.FromSeconds(5), None);
        Assert.Equal(new PledgeResponse(true, ""), alive);
        await cluster.Nodes.CrashAsync(cluster.Node("node-2"), None);
        PledgeResponse dead;
        do
        {
            dead = await client.PledgeAsync(new PledgeRequest("node-2", 0.001), TimeSpan.FromSeconds(5), None);
        }
        while (dead.Granted);
        Assert.Equal("The lease of node-2 has run out.", dead.Reason);
    }

    [Fact]
    public async Task Pledge_ForTooLong_IsRefused()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        using var client = ClientOf(cluster);
        Assert.False((await client.PledgeAsync(new PledgeRequest("node-2", 3600), TimeSpan.FromSeconds(5), None)).Granted);
    }

    [Fact]
    public async Task Logs_AndMetrics_ShowWhatTheMemberSaid()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.AddAsync(TestWorkload.Member(0, "echo out line; echo err line >&2; exec sleep 100000").With(w => w with
        {
            Metrics = new ProbeSpec { Command = ["sh", "-c", "echo 'connections{db=\"x\"} 7'"] },
        }));
        await cluster.ReadyAsync("svc-0");
        using var client = ClientOf(cluster);
        var lines = new List<LogLine>();
        await foreach (var line in client.ReadLogAsync("svc-0", null, null, true, None))
        {
            lines.Add(line);
            if (lines.Count == 2)
            {
                break;
            }
        }

        Assert.Equal([("err", "err line"), ("out", "out line")], lines.Select(l => (l.Stream, l.Text)).Order());
        var metrics = await client.GetMetricsAsync(None);
        Assert.Contains("firecamp_member_ready{service=\"svc\",member=\"svc-0\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("connections{service=\"svc\",member=\"svc-0\",db=\"x\"} 7\n", metrics, StringComparison.Ordinal);
        Assert.Contains("firecamp_lease_held{node=\"node-1\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Matches("firecamp_member_resident_bytes.* [1-9]", metrics);
    }

    private static AgentClient ClientOf(TestNodes cluster) => new($"unix://{cluster.Paths.AgentSocket("node-1")}", TimeProvider.System);
}
