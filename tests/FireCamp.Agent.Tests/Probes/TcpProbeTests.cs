using System.Net;
using System.Net.Sockets;
using System.Text;
using FireCamp.Agent.Members;
using FireCamp.Agent.Probes;
using FireCamp.Agent.Tests.Nodes;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Tests.Probes;

public sealed class TcpProbeTests : IDisposable
{
    private const string SecretId = "services/svc/pw";
    private readonly TcpListener server = new(IPAddress.Loopback, 0);

    public TcpProbeTests() => server.Start();

    [Fact]
    public async Task Ask_OfAServerThatKeepsTheLineOpen_TakesTheAnswerOnceItIsQuiet()
    {
        var asked = AnswerAsync("+PONG\r\nrole:slave\r\n", close: false);
        var answer = await Probe(new ProbeSpec
        {
            Port = "client",
            Send = $"AUTH {SecretPlaceholder.For(SecretId, SecretEncoding.Raw)}\r\nPING\r\n",
            Matches = [new("ready", "^\\+PONG", "true"), new("role", "role:master", "primary"), new("role", "role:slave", "replica")],
        }).AskAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new ProbeAnswer(true, MemberRole.Replica, true, ""), answer);
        Assert.Equal("AUTH s3cret\r\nPING\r\n", await asked);
    }

    [Fact]
    public async Task Ask_WithAGroupInThePattern_PutsItIn()
    {
        _ = AnswerAsync("state=loading 40%\n", close: true);
        var answer = await Probe(new ProbeSpec
        {
            Port = "client", Send = "x", Matches = [new("reason", "state=(.*)", "$1")],
        }).AskAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ProbeAnswer.NotReady("loading 40%"), answer);
    }

    [Fact]
    public async Task Ask_OfAServerThatSaysNothing_IsNotReadyAfterTheTimeout()
    {
        var answer = await Probe(new ProbeSpec
        {
            Port = "client", Send = "x", Matches = [new("ready", "y", "true")], Timeout = TimeSpan.FromMilliseconds(100),
        }).AskAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ProbeAnswer.NotReady("Port client did not answer within 0.1 s."), answer);
    }

    [Fact]
    public async Task Ask_OfAPortThatNobodyHas_IsNotReady()
    {
        server.Stop();
        var answer = await Probe(new ProbeSpec { Port = "client" }).AskAsync(TestContext.Current.CancellationToken);
        Assert.False(answer.Ready);
        Assert.StartsWith("Port client: ", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WithoutPatterns_IsReadyOnceAConnectionIsTaken()
        => Assert.True((await Probe(new ProbeSpec { Port = "client" }).AskAsync(TestContext.Current.CancellationToken)).Ready);

    public void Dispose() => server.Dispose();

    private TcpProbe Probe(ProbeSpec spec)
    {
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var member = TestWorkload.Member(0).With(w => w with { Ports = [new PortSpec("client", port)] }) with { Address = null };
        var secrets = new Dictionary<string, string> { [SecretId] = "s3cret" };
        return new TcpProbe(new PreparedMember(member, "/", null, new Dictionary<string, string>(), secrets), spec, TimeProvider.System);
    }

    private async Task<string> AnswerAsync(string text, bool close)
    {
        var client = await server.AcceptTcpClientAsync();
        var buffer = new byte[1000];
        var length = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));
        if (close)
        {
            client.Dispose();
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
