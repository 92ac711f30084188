using System.Diagnostics;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Members on an overlay network of the swarm: no addresses of their own, and names that are known in the network alone.</summary>
[Trait("Lane", "SwarmSetup")]
public sealed class SwarmOverlayStory
{
    private const string Purpose = "overlay";
    private const string Network = "app";
    private const string Primary = "cache-0.t1-firecamp.com";

    /// <summary>In zone c, where no member of the service is: its client comes to members over the network between the nodes.</summary>
    private static readonly LabMachine ClientNode = 4;

    private static readonly Dictionary<string, string> NoSecrets = [];

    [Fact]
    public async Task Members_OnAnOverlayNetwork_AreReachedByNameWhereverTheyRun()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("FIRECAMP_OVERLAY") is null, "missing: FIRECAMP_OVERLAY; it takes two minutes");
        await Requirements.RequireSwarmLabAsync();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(5));
        using var home = new LabHome(Purpose);
        await using var lab = await SwarmLab.UpAsync(Purpose, BareSwarm.Options(5), deadline.Token);
        try
        {
            await LiveAsync(lab, home, deadline.Token);
        }
        catch
        {
            Story.Tell(string.Join('\n', Directory.GetFiles(lab.Path, "hook.log", SearchOption.AllDirectories)
                .Select(f => $"== {f}\n{string.Join('\n', File.ReadLines(f).TakeLast(25))}")));
            throw;
        }
    }

    private static async Task LiveAsync(SwarmLab lab, LabHome home, CancellationToken cancel)
    {
        await using var engine = new FireCampEngine(new EngineSettings
        {
            Home = home.Path, CatalogFolders = [Checkout.Catalog], AgentPath = Checkout.Agent,
            AgentBundle = Path.Combine(Checkout.Root, "bin", "agent-bundle"), Actor = "lab@here",
        });
        await RefuseMistakesAsync(lab, engine, cancel);
        await lab.DockerAsync(1, ["network", "create", "--driver", "overlay", "--attachable", Network], cancel);
        var (plan, agents) = await engine.Agents.PlanCreateAsync(Request(lab), BareSwarm.Install(lab, "KILL"), cancel);
        Assert.Contains($"Network: {Network}", plan.Describe(), StringComparison.Ordinal);
        await engine.Clusters.PrepareAsync(plan, cancel);
        await engine.Agents.RunAsync(agents, null, cancel);
        await engine.Clusters.RunAsync(plan, null, cancel);
        var cluster = await engine.ConnectAsync(BareSwarm.Cluster, cancel);
        var needs = await Assert.ThrowsAsync<FireCampException>(() => cluster.PlanCreateServiceAsync(Requests.RedisCluster("shards"), cancel));
        Assert.Equal("AddressesNeeded", needs.ErrorId);

        // Created is ready: standbys follow their primary, and an ensemble has a leader.
        CreateServiceRequest[] requests = [Requests.Redis("cache", members: 2), Requests.PostgreSql("pg", 2), Requests.ZooKeeper("zoo")];
        foreach (var request in requests)
        {
            await cluster.RunAsync(await cluster.PlanCreateServiceAsync(request, cancel), NoSecrets, null, cancel);
        }

        var members = await cluster.ListMembersAsync("cache", cancel);
        Assert.All(members, m => Assert.Null(m.Address));
        Assert.Equal(2, members.Select(m => m.Node).Distinct().Count());
        var findings = await engine.Links.TestAsync(BareSwarm.Cluster, cancel);
        Assert.DoesNotContain(findings, f => f.Outcome == CheckOutcome.Failed);
        Assert.Contains(findings, f => f is { Check: "Network", Outcome: CheckOutcome.Passed });

        await LoseThePrimaryAsync(lab, cluster, members.First(m => m.Role == MemberRole.Primary), cancel);
        await RemoveAsync(lab, engine, cluster, cancel);
    }

    private static async Task RefuseMistakesAsync(SwarmLab lab, FireCampEngine engine, CancellationToken cancel)
    {
        await lab.DockerAsync(1, ["network", "create", "--driver", "overlay", "closed"], cancel);
        foreach (var (network, why) in new[]
        {
            ("app", "the swarm has no network 'app'."), ("bridge", "'bridge' is a bridge network of one machine"),
            ("closed", "network 'closed' is not attachable"),
        })
        {
            var wrong = await Assert.ThrowsAsync<InvalidInputException>(
                () => engine.Agents.PlanCreateAsync(With(Request(lab), "Network", network), BareSwarm.Install(lab, "KILL"), cancel));
            Assert.Contains($"Network: {why}", wrong.Message, StringComparison.Ordinal);
        }
    }

    // Its client finds the name's new address by itself, for the name is asked for at each connection.
    private static async Task LoseThePrimaryAsync(SwarmLab lab, ClusterEngine cluster, Member primary, CancellationToken cancel)
    {
        var user = await cluster.GetCredentialAsync("cache", null, cancel);
        await lab.DockerAsync(ClientNode,
            [
                "run", "--detach", "--name", "client", "--network", Network, "--env", $"REDISCLI_AUTH={user.Password}", "redis:7.0",
                "sleep", "1000",
            ], cancel);
        Assert.Equal("OK\n", await AskAsync(lab, "set k kept", cancel));
        Assert.Equal("1\n", await AskAsync(lab, "wait 1 5000", cancel));
        await lab.CutAsync(new LabMachine(primary.Node!), cancel);
        var lost = Stopwatch.GetTimestamp();
        var ready = ReadyElsewhereAsync(cluster, primary, lost, cancel);
        var answer = "";
        await Soon.TrueAsync(
            async () =>
            {
                // An address of the lost node would be taken for the member's for a while; what it answers can't come through.
                answer = await TryAskAsync(lab, "get k", cancel);
                return answer == "kept\n";
            },
            () => $"{Primary} answers from elsewhere: {answer}", cancel);
        var answered = Stopwatch.GetElapsedTime(lost);
        Story.Tell($"the primary was ready elsewhere {(await ready).TotalSeconds:0.0} s after its node was cut off, and its name answered after "
            + $"{answered.TotalSeconds:0.0} s");
        await cluster.WaitServiceAsync("cache", ServicePhase.Ready, Soon.Deadline, null, cancel);
        var now = (await cluster.ListMembersAsync("cache", cancel)).First(m => m.Name == primary.Name);
        Assert.NotEqual(primary.Node, now.Node);
        Assert.Equal(primary.Zone, now.Zone);
        await lab.HealAsync(new LabMachine(primary.Node!), cancel);
        await Soon.TrueAsync(
            async () => (await cluster.ListNodesAsync(cancel)).First(n => n.Name == primary.Node).Phase == NodePhase.Up,
            () => $"{primary.Node} is up again", cancel);

        // Docker lets the name's old address come back with the node, until it has told it that the container is gone.
        await Soon.TrueAsync(
            async () => (answer = await TryAskAsync(lab, "set k again", cancel)) == "OK\n", () => $"{Primary} takes writes: {answer}", cancel);
    }

    private static async Task<TimeSpan> ReadyElsewhereAsync(ClusterEngine cluster, Member primary, long lost, CancellationToken cancel)
    {
        await Soon.TrueAsync(
            async () => (await cluster.ListMembersAsync("cache", cancel))
                .Any(m => m.Name == primary.Name && m.Epoch > primary.Epoch && m.Phase == MemberPhase.Ready),
            () => $"{primary.Name} is ready elsewhere", cancel);
        return Stopwatch.GetElapsedTime(lost);
    }

    private static async Task RemoveAsync(SwarmLab lab, FireCampEngine engine, ClusterEngine cluster, CancellationToken cancel)
    {
        await lab.DockerAsync(ClientNode, ["rm", "--force", "client"], cancel);
        foreach (var service in (string[])["cache", "pg", "zoo"])
        {
            await cluster.RunAsync(await cluster.PlanRemoveServiceAsync(service, removeVolumes: true, cancel), NoSecrets, null, cancel);
        }

        await engine.Clusters.RunAsync(await engine.Clusters.PlanRemoveAsync(BareSwarm.Cluster, force: false, cancel), null, cancel);
        Assert.Empty(Directory.GetFileSystemEntries(lab.Env["LAB_SHARED_STORAGE"]));
        Assert.Empty(await lab.DockerAsync(1, ["service", "ls", "--quiet"], cancel));
    }

    private static Task<string> AskAsync(SwarmLab lab, string command, CancellationToken cancel)
        => lab.DockerAsync(ClientNode, ["exec", "client", "timeout", "2", "redis-cli", "-h", Primary, .. command.Split(' ')], cancel);

    private static async Task<string> TryAskAsync(SwarmLab lab, string command, CancellationToken cancel)
    {
        try
        {
            return await AskAsync(lab, command, cancel);
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static CreateClusterRequest Request(SwarmLab lab)
    {
        var request = BareSwarm.Request(lab);
        string[] ofTheNodesNetwork = ["DnsServer", "DnsKey", "StaticIpPool"];
        var settings = request.Settings.Where(s => !ofTheNodesNetwork.Contains(s.Key)).ToDictionary(s => s.Key, s => s.Value);
        return With(request with { Settings = settings }, "Network", Network);
    }

    private static CreateClusterRequest With(CreateClusterRequest request, string name, string value)
        => request with { Settings = new Dictionary<string, string>(request.Settings) { [name] = value } };
}
