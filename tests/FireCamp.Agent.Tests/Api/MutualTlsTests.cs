using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Agent.Api;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Node;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Api;

/// <summary>Engine and agents prove to each other who they are; anybody else learns why he is refused.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestFolder folder = new();
    private readonly FakeTimeProvider calendar = new(TimeProvider.System.GetUtcNow());
    private readonly TlsCluster cluster;

    public MutualTlsTests() => cluster = new TlsCluster(folder.Path, "t1", calendar);

    public void Dispose()
    {
        cluster.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task RightPair_EngineOrNode_IsAnswered()
    {
        await using var agent = await StartAsync();
        foreach (var identities in new[] { await cluster.EngineAsync(), await cluster.NodeAsync("node-2", "127.0.0.1") })
        {
            using var client = new AgentClient(agent.Endpoint, TimeProvider.System, identities);
            Assert.Equal("node-1", (await client.GetHealthAsync(None)).Node);
            Assert.Equal("node-1", (await client.GetHealthAsync(None)).Node);
        }
    }

    [Fact]
    public async Task Name_OfTheNode_IsAsGoodAsItsAddress()
    {
        await using var agent = await StartAsync("localhost");
        using var client = new AgentClient($"https://localhost:{agent.Port}", TimeProvider.System, await cluster.EngineAsync());
        Assert.Equal("node-1", (await client.GetHealthAsync(None)).Node);
    }

    [Fact]
    public async Task Caller_WithoutCertificate_IsRefused()
    {
        await using var agent = await StartAsync();
        var authorities = (await cluster.EngineAsync()).Current.Authorities;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _)
            => CertificateCheck.OfServer((X509Certificate2?)certificate, authorities, "127.0.0.1", calendar) is null;
        using var http = new HttpClient(handler);

        using var answer = await http.GetAsync(new Uri($"{agent.Endpoint}{AgentPaths.Health}"), None);
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains("AgentCertificateMissing", await answer.Content.ReadAsStringAsync(None), StringComparison.Ordinal);
        using var stop = await http.PostAsync(new Uri($"{agent.Endpoint}{AgentPaths.Stop}"), null, None);
        Assert.Equal(403, (int)stop.StatusCode);
    }

    [Fact]
    public async Task Caller_OfAnotherCluster_IsRefusedByTheAgent()
    {
        await using var agent = await StartAsync();
        using var strangers = new TlsCluster(folder.Path, "t2", calendar);
        var stranger = await strangers.EngineAsync();

        // He trusts this cluster, and it doesn't trust him.
        stranger.Write(null, await cluster.Authority.AcceptedAsync(None));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System, stranger);
        Assert.Equal("AgentCertificateUntrusted", (await Assert.ThrowsAsync<AgentRefusedException>(() => client.GetHealthAsync(None))).ErrorId);
    }

    [Fact]
    public async Task Agent_OfAnotherCluster_IsRefusedByTheCaller()
    {
        await using var agent = await StartAsync();
        using var strangers = new TlsCluster(folder.Path, "t2", calendar);
        var stranger = await strangers.EngineAsync();
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System, stranger);

        var error = await Assert.ThrowsAsync<AgentCertificateException>(() => client.GetHealthAsync(None));
        Assert.Equal((CertificateFault.OtherCluster, "AgentCertificateUntrusted"), (error.Fault, error.ErrorId));
        Assert.Contains(agent.Endpoint, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AgentCertificateException>(() => client.StopAsync(None));
    }

    [Fact]
    public async Task Agent_UnderAnotherName_IsRefusedByTheCaller()
    {
        await using var agent = await StartAsync();
        using var client = new AgentClient($"https://localhost:{agent.Port}", TimeProvider.System, await cluster.EngineAsync());

        var error = await Assert.ThrowsAsync<AgentCertificateException>(() => client.GetHealthAsync(None));
        Assert.Equal((CertificateFault.OtherName, "AgentCertificateName"), (error.Fault, error.ErrorId));
    }

    [Fact]
    public async Task Agent_WithAnEnginesCertificate_IsRefusedByTheCaller()
    {
        var engine = await cluster.EngineAsync();
        await using var agent = await TlsAgent.StartAsync(folder.Path, "node-1", engine, calendar);
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System, engine);

        Assert.Equal(CertificateFault.OtherRole, (await Assert.ThrowsAsync<AgentCertificateException>(() => client.GetHealthAsync(None))).Fault);
    }

    [Fact]
    public async Task Expired_OnEitherSide_IsRefusedAlsoOnAKeptConnection()
    {
        await using var agent = await StartAsync();
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System, await cluster.EngineAsync());
        await client.GetHealthAsync(None);

        calendar.Advance(TimeSpan.FromDays(366));

        Assert.Equal("AgentCertificateExpired", (await Assert.ThrowsAsync<AgentRefusedException>(() => client.GetHealthAsync(None))).ErrorId);
        using var late = new AgentClient(agent.Endpoint, calendar, await cluster.EngineAsync());
        Assert.Equal(CertificateFault.Expired, (await Assert.ThrowsAsync<AgentCertificateException>(() => late.GetHealthAsync(None))).Fault);

        // Renewed on disk: the running agent and the same client go on.
        await cluster.NodeAsync("node-1", "127.0.0.1");
        Assert.Equal("node-1", (await late.GetHealthAsync(None)).Node);
    }

    [Fact]
    public async Task Unreachable_IsToldFromRefused()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var client = new AgentClient($"https://127.0.0.1:{port}", TimeProvider.System, await cluster.EngineAsync());

        Assert.True((await Assert.ThrowsAsync<AgentUnreachableException>(() => client.GetHealthAsync(None))).IsTemporary);
    }

    [Fact]
    public async Task Listener_AddressInUse_SaysSo()
    {
        await using var agent = await StartAsync();
        var taken = new IPEndPoint(IPAddress.Loopback, agent.Port);
        var node = agent.Node with { Node = "node-2", Listener = agent.Node.Listener! with { Endpoint = taken } };
        Directory.CreateDirectory(node.Paths.NodeFolder("node-2"));
        using var second = new NodeAgent(node, agent.Parts);

        var error = await Assert.ThrowsAsync<FireCampException>(
            () => AgentServer.StartAsync(second, new FileLogReader(folder.Path, calendar)));
        Assert.Equal("AgentAddressInUse", error.ErrorId);
    }

    [Fact]
    public async Task Pledges_BetweenAgents_GoTheSameWay()
    {
        var identities = await cluster.NodeAsync("node-1", "127.0.0.1");
        await using var other = await TlsAgent.StartAsync(folder.Path, "node-2", await cluster.NodeAsync("node-2", "127.0.0.1"), TimeProvider.System);
        var seen = new LeaseWatcher(TimeProvider.System);
        var node = TlsAgent.ContextOf(folder.Path, "node-1", identities, seen);
        var duration = TimeSpan.FromSeconds(2);
        var hold = new LeaseHold("h", duration, node.Time);
        hold.Extend(node.Time.GetTimestamp());
        other.Parts.Leases.Observe("node-1", new NodeLease("node-1", "h", 1, TimeSpan.FromMinutes(5), node.Endpoint, Released: false));
        seen.Observe("node-2", new NodeLease("node-2", "g", 1, duration, other.Endpoint, Released: false));
        var spec = new ClusterSpec
        {
            Name = "t1",
            Platform = "Swarm",
            Zones = ["a"],
            Nodes = [new NodeSpec("node-1", "a", new ByteSize(1)), new NodeSpec("node-2", "a", new ByteSize(1))],
        };
        using var end = new CancellationTokenSource();

        var collecting = new PledgeCollector(node, hold, () => spec).RunAsync(end.Token);
        await Eventually.TrueAsync(() => other.Parts.Pledges.RemainingOf("node-1") > TimeSpan.Zero, "node-2 pledged");
        await Eventually.TrueAsync(() => hold.Age < duration * 0.4, "the hold was extended");

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collecting);
        Assert.False(hold.HasEnded);
    }

    [Fact]
    public async Task Rotation_UnderSteadyCalls_FailsNone()
    {
        await using var agent = await StartAsync();
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System, await cluster.EngineAsync());
        using var end = new CancellationTokenSource();
        var calls = 0;
        var callers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await client.GetHealthAsync(None);
                Interlocked.Increment(ref calls);
            }
        })).ToList();
        var first = await cluster.Authority.AcceptedAsync(None);

        await MoreCallsAsync();
        await cluster.Authority.AddNextAsync(None);
        await PassOnAsync();
        await cluster.Authority.SwitchAsync(None);
        await cluster.NodeAsync("node-1", "127.0.0.1");
        await MoreCallsAsync();
        await cluster.EngineAsync();
        await MoreCallsAsync();
        await cluster.Authority.DropOldAsync(None);
        await PassOnAsync();

        await end.CancelAsync();
        await Task.WhenAll(callers);
        Assert.NotEqual(first, await cluster.Authority.AcceptedAsync(None));
        Assert.Single(cluster.Files("node-1").Current.Authorities);

        async Task PassOnAsync()
        {
            var accepted = await cluster.Authority.AcceptedAsync(None);
            cluster.Files("node-1").Write(null, accepted);
            cluster.Files("engine").Write(null, accepted);
            await MoreCallsAsync();
        }

        async Task MoreCallsAsync()
        {
            var before = calls;
            await Eventually.TrueAsync(() => calls > before + 50 || callers.Any(c => c.IsCompleted), "the calls go on");
        }
    }

    private async Task<TlsAgent> StartAsync(params string[] names)
        => await TlsAgent.StartAsync(folder.Path, "node-1", await cluster.NodeAsync("node-1", ["127.0.0.1", .. names]), calendar);
}
