using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Clients.Agent;

public sealed class AgentClientTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Socket => folder.File("agent.sock");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task GetHealthAsync_Answer_IsRead()
    {
        using var agent = new CannedAgent(Socket, CannedAgent.Ok("{\"node\":\"node-1\",\"holder\":\"h\",\"processId\":7,\"version\":\"1.0\"}"));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        Assert.Equal(new AgentHealth("node-1", "h", 7, "1.0"), await client.GetHealthAsync(Cancel));
        Assert.StartsWith("GET /v1/health ", await agent.Request);
    }

    [Fact]
    public async Task AnyCall_NobodyThere_IsUnreachableAndTemporary()
    {
        using var client = new AgentClient($"unix://{Socket}", TimeProvider.System);

        var error = await Assert.ThrowsAsync<AgentUnreachableException>(() => client.GetHealthAsync(Cancel));
        Assert.True(error.IsTemporary);
        Assert.Contains(Socket, error.Message);
        await Assert.ThrowsAsync<AgentUnreachableException>(() => client.StopAsync(Cancel));
        await Assert.ThrowsAsync<AgentUnreachableException>(() => LinesAsync(client));
    }

    [Fact]
    public async Task GetHealthAsync_FrozenAgent_IsUnreachableAfterTheAnswerTime()
    {
        var clock = new FakeTimeProvider();
        using var agent = new CannedAgent(Socket, answer: null);
        using var client = new AgentClient(agent.Endpoint, clock);
        var health = client.GetHealthAsync(Cancel);
        await agent.Request;

        clock.Advance(AgentClient.AnswerTime + TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<AgentUnreachableException>(() => health.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("null")]
    public async Task GetHealthAsync_NoAgentsAnswer_IsUnreachable(string body)
    {
        using var agent = new CannedAgent(Socket, CannedAgent.Ok(body));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        await Assert.ThrowsAsync<AgentUnreachableException>(() => client.GetHealthAsync(Cancel));
    }

    [Fact]
    public async Task PledgeAsync_Refusal_CarriesTheAgentsWords()
    {
        using var agent = new CannedAgent(
            Socket, CannedAgent.Status("409 Conflict", "{\"errorId\":\"PledgeInvalid\",\"message\":\"m\",\"nextStep\":\"n\",\"isTemporary\":true}"));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        var error = await Assert.ThrowsAsync<AgentRefusedException>(
            () => client.PledgeAsync(new PledgeRequest("node-1", 2.5), TimeSpan.FromSeconds(5), Cancel));
        Assert.Equal(("PledgeInvalid", "m", "n", true), (error.ErrorId, error.Message, error.NextStep, error.IsTemporary));
        Assert.Contains("{\"node\":\"node-1\",\"durationSeconds\":2.5}", await agent.Request);
    }

    [Fact]
    public async Task StopAsync_ErrorWithoutABody_SaysWhatWasAnswered()
    {
        using var agent = new CannedAgent(Socket, CannedAgent.Status("500 Internal Server Error", ""));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        Assert.Contains("500", (await Assert.ThrowsAsync<AgentRefusedException>(() => client.StopAsync(Cancel))).Message);
    }

    [Fact]
    public async Task LookAsync_AgentOfAnOlderVersion_SaysThatItIsTooOld()
    {
        using var agent = new CannedAgent(Socket, CannedAgent.Status("404 Not Found", ""));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        Assert.Equal("AgentTooOld", (await Assert.ThrowsAsync<AgentRefusedException>(() => client.LookAsync("mypg", "mypg-0", Cancel))).ErrorId);
        Assert.StartsWith("POST /v1/members/mypg/mypg-0/look ", await agent.Request);
    }

    [Fact]
    public async Task ExecuteAsync_Output_ComesLineByLineAndEndsWithTheExitCode()
    {
        using var agent = new CannedAgent(
            Socket,
            CannedAgent.Chunks(
                whole: true,
                "{\"stream\":\"out\",\"text\":\"ü 🔥\"}",
                "{\"stream\":\"err\",\"text\":\"\"}",
                "{\"exitCode\":3,\"timedOut\":false}"));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        Assert.Equal(
            [AgentExecEvent.Output("out", "ü 🔥"), AgentExecEvent.Output("err", ""), AgentExecEvent.Exit(3, timedOut: false)],
            await LinesAsync(client));
        Assert.StartsWith("POST /v1/members/mypg/mypg-0/exec ", await agent.Request);
    }

    [Fact]
    public async Task ExecuteAsync_FailureAsLastLine_Throws()
    {
        using var agent = new CannedAgent(
            Socket, CannedAgent.Chunks(whole: true, "{\"errorId\":\"MemberNotRunning\",\"message\":\"m\",\"nextStep\":\"n\"}"));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        Assert.Equal("MemberNotRunning", (await Assert.ThrowsAsync<AgentRefusedException>(() => LinesAsync(client))).ErrorId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExecuteAsync_BreaksOff_IsUnreachable(bool inOrder)
    {
        using var agent = new CannedAgent(Socket, CannedAgent.Chunks(inOrder, "{\"stream\":\"out\",\"text\":\"a\"}"));
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);

        await Assert.ThrowsAsync<AgentUnreachableException>(() => LinesAsync(client));
    }

    [Fact]
    public async Task ExecuteAsync_Cancelled_ClosesTheConnection()
    {
        using var agent = new CannedAgent(Socket, CannedAgent.Chunks(whole: false, "{\"stream\":\"out\",\"text\":\"a\"}"), closes: false);
        using var client = new AgentClient(agent.Endpoint, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        await using var lines = client.ExecuteAsync("mypg", "mypg-0", new AgentExecRequest(), stop.Token).GetAsyncEnumerator(Cancel);
        Assert.True(await lines.MoveNextAsync());

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await lines.MoveNextAsync());
    }

    [Theory]
    [InlineData("http://agent")]
    [InlineData("unix://relative")]
    [InlineData("https://10.0.0.1:7400/path")]
    [InlineData("")]
    public void Constructor_NoEndpoint_IsRefused(string endpoint)
        => Assert.Equal(
            "AgentEndpointInvalid",
            Assert.Throws<FireCampException>(() => new AgentClient(endpoint, TimeProvider.System)).ErrorId);

    [Fact]
    public void Constructor_HttpsWithoutCredentials_IsRefused()
        => Assert.Equal(
            "AgentIdentityUnusable",
            Assert.Throws<FireCampException>(() => new AgentClient("https://10.0.0.1:7400", TimeProvider.System)).ErrorId);

    [Fact]
    public void Logs_Query_IsEscaped()
        => Assert.Equal(
            "/v1/logs/mypg-0?tail=5&since=2026-01-02T03%3A04%3A05.0000000%2B00%3A00&follow=true",
            AgentPaths.Logs("mypg-0", 5, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), follow: true));

    private static async Task<List<AgentExecEvent>> LinesAsync(AgentClient client)
    {
        var lines = new List<AgentExecEvent>();
        await foreach (var line in client.ExecuteAsync("mypg", "mypg-0", new AgentExecRequest { Command = ["true"] }, Cancel))
        {
            lines.Add(line);
        }

        return lines;
    }
}
