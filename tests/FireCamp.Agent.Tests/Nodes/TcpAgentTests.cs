using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FireCamp.Agent.Tests.Api;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>A real agent process that answers over TCP besides its socket.</summary>
public sealed class TcpAgentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Agent_ToldToListen_AnswersAtTheEndpointOfItsLease()
    {
        await using var cluster = await TestNodes.StartAsync(1);
        await cluster.Nodes.CrashAsync(cluster.Node("node-1"), None);
        using var tls = new TlsCluster(cluster.Paths.Root, "tls", TimeProvider.System);
        await tls.NodeAsync("node-1", "127.0.0.1");
        var endpoint = $"127.0.0.1:{FreePort()}";
        using var agent = ChildProcess.Run(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"), Path.Combine(AppContext.BaseDirectory, "FireCamp.Agent.dll"),
            "--home", cluster.Paths.Root, "--cluster", "t1", "--node", "node-1",
            "--listen", endpoint, "--identity", Path.Combine(cluster.Paths.Root, "tls/node-1"));

        await cluster.UntilLeaseAsync("node-1", l => l.Endpoint == $"https://{endpoint}", "at its TCP address");
        using var client = new AgentClient($"https://{endpoint}", TimeProvider.System, await tls.EngineAsync());
        Assert.Equal(agent.Id, (await client.GetHealthAsync(None)).ProcessId);
        using var local = new AgentClient($"unix://{cluster.Paths.AgentSocket("node-1")}", TimeProvider.System);
        Assert.Equal(agent.Id, (await local.GetHealthAsync(None)).ProcessId);

        await client.StopAsync(None);
        await agent.EndedWellAsync();
        Assert.True((await cluster.LeaseAsync("node-1")).Released);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
