using System.Diagnostics;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>
/// Machines get their agents over a remote shell; engine and agents talk over TCP and trust each other by the cluster's own authority.
/// </summary>
[Trait("Lane", "Swarm")]
public sealed class SwarmInstallStory
{
    private const string Purpose = "install";

    private static readonly Dictionary<string, string> NoSecrets = [];

    [Fact]
    public async Task Agents_InstalledAndUpgraded_UnderARunningMember()
    {
        await Requirements.RequireSwarmLabAsync();
        Assert.True(Directory.Exists(Checkout.AgentBundle), "eng/build --agent");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(5));
        using var home = new LabHome(Purpose);
        await using var lab = await SwarmLab.UpAsync(Purpose, BareSwarm.Options(4), deadline.Token);
        try
        {
            await LiveAsync(lab, home, deadline.Token);
        }
        catch
        {
            Story.Tell(Logs(lab));
            throw;
        }
    }

    private static async Task LiveAsync(SwarmLab lab, LabHome home, CancellationToken cancel)
    {
        await using var engine = Engine(home, Checkout.AgentBundle);
        await RefuseMistakesAsync(lab, engine, cancel);
        var started = Stopwatch.GetTimestamp();
        await CreateAsync(lab, engine, cancel);
        Story.Tell($"4 machines with agents and a cluster on them: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");

        var cluster = await engine.ConnectAsync(BareSwarm.Cluster, cancel);
        await cluster.RunAsync(await cluster.PlanCreateServiceAsync(Requests.Redis("cache", 1), cancel), NoSecrets, null, cancel);
        var before = (await cluster.ListMembersAsync("cache", cancel)).Single();
        Assert.StartsWith("https://", (await cluster.ListNodesAsync(cancel)).First(n => n.Name == before.Node).Endpoint, StringComparison.Ordinal);
        await ExecuteAsync(cluster, cancel);
        var container = await ContainersAsync(lab, before, cancel);

        await UpgradeAsync(lab, home, cancel);
        var after = (await cluster.ListMembersAsync("cache", cancel)).Single();
        Assert.Equal((before.Node, before.Epoch, MemberPhase.Ready), (after.Node, after.Epoch, after.Phase));
        Assert.Equal(container, await ContainersAsync(lab, before, cancel));

        await ReplaceAuthorityAsync(engine, home, cluster, cancel);
    }

    // Two machines taken for each other, one that isn't there, and a node that the swarm doesn't have.
    private static async Task RefuseMistakesAsync(SwarmLab lab, FireCampEngine engine, CancellationToken cancel)
    {
        var install = BareSwarm.Install(lab, "KILL");
        var hosts = new Dictionary<string, string>(install.Hosts) { ["n2"] = "n3", ["n4"] = "n9" };
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(
            () => engine.Agents.PlanCreateAsync(BareSwarm.Request(lab), install with { Hosts = hosts }, cancel));
        Assert.True(wrong.Mistakes.Select(m => m.Where).SequenceEqual(["n2", "n4"]), wrong.Message);
        Assert.Contains("calls itself 'n3'", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("no\n", await lab.ExecAsync(2, ["sh", "-c", "test -e /opt/firecamp || test -e /var/lib/firecamp-install || echo no"], cancel));
    }

    private static async Task CreateAsync(SwarmLab lab, FireCampEngine engine, CancellationToken cancel)
    {
        var (plan, agents) = await engine.Agents.PlanCreateAsync(BareSwarm.Request(lab), BareSwarm.Install(lab, "KILL"), cancel);
        await engine.Clusters.PrepareAsync(plan, cancel);
        var installed = await engine.Agents.RunAsync(agents, null, cancel);
        Assert.Equal(["n1", "n2", "n3", "n4"], installed.Select(i => i.Node).Order());
        Assert.All(installed, i => Assert.Equal("Installed", i.Outcome));
        await engine.Clusters.RunAsync(plan, null, cancel);
    }

    private static async Task UpgradeAsync(SwarmLab lab, LabHome home, CancellationToken cancel)
    {
        await using var engine = Engine(home, BareSwarm.NextBundle(home.Path));
        Assert.All(await InstallAsync(), i => Assert.Equal("Upgraded", i.Outcome));
        Assert.All(await InstallAsync(), i => Assert.Equal(("Unchanged", BareSwarm.NextVersion), (i.Outcome, i.Version)));

        async Task<IReadOnlyList<InstalledAgent>> InstallAsync()
            => await engine.Agents.RunAsync(
                await engine.Agents.PlanAsync(BareSwarm.Cluster, BareSwarm.Install(lab, "TERM"), cancel), null, cancel);
    }

    private static async Task ReplaceAuthorityAsync(FireCampEngine engine, LabHome home, ClusterEngine cluster, CancellationToken cancel)
    {
        var file = Path.Combine(home.Path, "clusters", BareSwarm.Cluster, "identity", "authorities.pem");
        var old = await File.ReadAllTextAsync(file, cancel);
        var replacing = engine.Agents.ReplaceAuthorityAsync(BareSwarm.Cluster, null, cancel);
        var calls = 0;
        for (; !replacing.IsCompleted; calls++)
        {
            await ExecuteAsync(cluster, cancel);
        }

        await replacing;
        await ExecuteAsync(cluster, cancel);
        var now = await File.ReadAllTextAsync(file, cancel);
        Assert.NotEqual(old, now);
        Assert.Single(now.Split("BEGIN CERTIFICATE").Skip(1));
        Story.Tell($"{calls} commands were run while the authority was replaced, and none failed");
    }

    private static async Task ExecuteAsync(ClusterEngine cluster, CancellationToken cancel)
    {
        var request = new ExecRequest { Command = ["echo", "here"] };
        Assert.Equal("here\n", (await cluster.ExecuteAsync("cache", "cache-0", request, null, cancel)).Output);
    }

    private static async Task<string> ContainersAsync(SwarmLab lab, Member member, CancellationToken cancel)
        => await lab.DockerAsync(new LabMachine(member.Node!), ["ps", "--quiet", "--no-trunc"], cancel);

    private static FireCampEngine Engine(LabHome home, string bundle) => new(new EngineSettings
    {
        Home = home.Path, CatalogFolders = [Checkout.Catalog], AgentPath = Checkout.Agent, AgentBundle = bundle, Actor = "lab@here",
    });

    private static string Logs(SwarmLab lab)
        => string.Join('\n', Directory.GetFiles(lab.Path, "hook.log", SearchOption.AllDirectories)
            .Select(f => $"== {f}\n{string.Join('\n', File.ReadLines(f).TakeLast(25))}"));
}
