using FireCamp.Agent.Containers;
using FireCamp.Agent.Images;
using FireCamp.Agent.Node;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Images;

/// <summary>Which images a node gets before members come, when, and how often it tries.</summary>
public sealed class ImageKeeperTests : IAsyncLifetime
{
    private const string Redis = "redis@sha256:1";
    private const string Postgres = "postgres@sha256:2";

    private readonly FakeTimeProvider time = new();
    private readonly StringWriter log = new();
    private readonly CancellationTokenSource ending = new();
    private TimeSpan delay = TimeSpan.Zero;
    private CannedDocker docker = null!;
    private DockerClient client = null!;
    private ImageKeeper keeper = null!;
    private Task running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        docker = await CannedDocker.StartAsync();
        client = new DockerClient(docker.Socket);
        var pull = new ImagePull(client, new RegistryLogins("/nowhere"));
        keeper = new ImageKeeper(client, pull, new AgentLog(TextWriter.Synchronized(log), time), time, () => delay);
        running = keeper.RunAsync(ending.Token);
    }

    [Fact]
    public async Task Want_OfAnImageThatIsNotThere_PullsItOnceByItsDigest()
    {
        docker.Images.Add(Postgres);
        keeper.Want([Redis, Postgres]);
        await Eventually.TrueAsync(() => keeper.List().All(i => i.IsThere), "both are there");
        Assert.Equal([("redis", "sha256:1", null)], docker.Pulls);
        keeper.Want([Redis]);
        Assert.Equal([new AgentImage(Redis, true, "")], keeper.List());
        Assert.Contains(Postgres, docker.Images);
    }

    [Fact]
    public async Task Pull_ThatFails_IsTriedAgainLaterAndLaterWithItsReasonToBeSeen()
    {
        docker.Says = _ => ["""{"status":"Pulling"}""", """{"errorDetail":{"message":"no"},"error":"manifest unknown"}"""];
        keeper.Want([Redis]);
        await PulledAsync(1);
        const string Reason = $"Image {Redis} can't be pulled: manifest unknown.";
        await Eventually.TrueAsync(() => keeper.List().SequenceEqual([new AgentImage(Redis, false, Reason)]), "it says why");
        await AfterAsync(9, pulls: 1);
        await AfterAsync(1, pulls: 2);
        await AfterAsync(19, pulls: 2);
        await AfterAsync(1, pulls: 3);
        Assert.Contains($"{Reason} It is tried again in 20 s.", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Want_OfAnImageThatComesByItselfMeanwhile_PullsNothing()
    {
        delay = TimeSpan.FromSeconds(5);
        keeper.Want([Redis]);
        await AfterAsync(0, pulls: 0);
        await AfterAsync(4, pulls: 0);
        docker.Images.Add(Redis);
        await AfterAsync(1, pulls: 0);
        await Eventually.TrueAsync(() => keeper.List()[0].IsThere, "it is there");
    }

    [Fact]
    public void Failures_ManyInARow_AreAtMostAQuarterOfAnHourApart()
    {
        var image = new ImageAhead(Redis);
        for (var i = 0; i < 20; i++)
        {
            image = image.Failed("no", i);
        }

        Assert.Equal((TimeSpan.FromMinutes(15), 20), (image.Pause, image.Failures));
        Assert.Equal((0, ""), (image.Found(1).Failures, image.Found(1).Reason));
    }

    [Fact]
    public async Task Docker_ThatIsAway_IsAskedAgainAndNoPullCountsAsFailed()
    {
        await docker.StopAsync();
        keeper.Want([Redis]);
        await Eventually.TrueAsync(() => log.ToString().Contains("Images can't be looked after", StringComparison.Ordinal), "it says so");
        Assert.Equal([new AgentImage(Redis, false, "")], keeper.List());
    }

    [Fact]
    public void Ahead_OfANode_AreTheImagesOfMembersInItsZoneThatAreMeantToRun()
    {
        var cluster = new ClusterSpec
        {
            Name = "t1", Platform = "Swarm", Zones = ["a", "b"],
            Nodes = [new NodeSpec("n1", "a", new ByteSize(1)), new NodeSpec("n2", "b", new ByteSize(1))],
        };
        MemberUnit[] units =
        [
            Unit("one", "a", Redis), Unit("two", "a", Redis), Unit("three", "b", Postgres), Unit("four", "a", null),
            Unit("five", "a", Postgres) with { MeantToRun = false },
        ];
        Assert.Equal([Redis], ImagesAhead.Of(new NodeView(cluster, units, []), "N1"));
        Assert.Equal([Postgres], ImagesAhead.Of(new NodeView(cluster, units, []), "n2"));
        Assert.Empty(ImagesAhead.Of(new NodeView(cluster, units, []), "n3"));
    }

    [Theory]
    [InlineData("redis:7.0", "redis")]
    [InlineData("10.0.0.1:5000/redis", "10.0.0.1:5000/redis")]
    [InlineData("10.0.0.1:5000/redis:7", "10.0.0.1:5000/redis")]
    public void Name_WithATag_LosesIt(string name, string without) => Assert.Equal(without, ImagePull.WithoutTag(name));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        keeper.Dispose();
        client.Dispose();
        await docker.DisposeAsync();
        ending.Dispose();
        await log.DisposeAsync();
    }

    private static MemberUnit Unit(string member, string zone, string? image) => new()
    {
        Service = "my", Member = member, Group = "my/members", Zone = zone, MemoryBytes = 1, RunToken = "1", MeantToRun = true, Image = image,
    };

    // Another image makes it look, and comes after this one, so that what was to be done with this one is done when it is there.
    private async Task AfterAsync(int seconds, int pulls)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        docker.Images.Add($"marker@sha256:{seconds}{pulls}");
        keeper.Want([Redis, $"marker@sha256:{seconds}{pulls}"]);
        await Eventually.TrueAsync(() => keeper.List()[1].IsThere, "it has looked");
        Assert.Equal(pulls, docker.Pulls.Count);
        keeper.Want([Redis]);
    }

    private Task PulledAsync(int times) => Eventually.TrueAsync(() => docker.Pulls.Count(p => p.Name == "redis") == times, $"pulled {times} times");
}
