using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>
/// A cluster made over real ssh alone, by its manager and to its machines, on machines whose init system is systemd for all that can be seen of
/// it from outside: its folder is there, and a program that notes what <c>systemctl</c> is called with.
/// </summary>
[Trait("Lane", "SwarmSetup")]
public sealed class SwarmSshStory
{
    private const string Purpose = "ssh";

    // The lab's own hook starts the agent again, as systemd would.
    private const string Systemctl = """
        #!/bin/sh
        echo "$*" >> /run/systemctl.log
        case $1 in restart | start) kill -s KILL "$(cat /run/lab/hook.pid)" ;; esac
        """;

    private static readonly Dictionary<string, string> NoSecrets = [];

    [Fact]
    public async Task Cluster_MadeOverSsh_HasAgentsAsServicesOfSystemd()
    {
        await Requirements.RequireSwarmLabAsync();
        await SshMachines.RequireAsync();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(5));
        using var home = new LabHome(Purpose);
        await using var lab = await SwarmLab.UpAsync(Purpose, BareSwarm.Options(3), deadline.Token);
        using var ssh = await SshMachines.MakeAsync(lab, home, deadline.Token);
        await using var engine = new FireCampEngine(new EngineSettings
        {
            Home = home.Path, CatalogFolders = [Checkout.Catalog], AgentPath = Checkout.Agent,
            AgentBundle = Path.Combine(Checkout.Root, "bin", "agent-bundle"), Actor = "lab@here",
        });
        await LiveAsync(lab, ssh, engine, deadline.Token);
    }

    private static async Task LiveAsync(SwarmLab lab, SshMachines ssh, FireCampEngine engine, CancellationToken cancel)
    {
        const string Put = """mkdir -p /run/systemd/system; echo "$1" > /usr/local/bin/systemctl; chmod 755 /usr/local/bin/systemctl""";
        foreach (var node in BareSwarm.Nodes(lab))
        {
            await lab.ExecAsync(new LabMachine(node), ["sh", "-ec", Put, "sh", Systemctl], cancel);
        }

        await ssh.ServeAsync("n1", cancel);
        await ssh.ServeAsync("n2", cancel);
        var install = new AgentInstallRequest { Hosts = BareSwarm.Nodes(lab).ToDictionary(n => n, n => $"root@{ssh.AddressOf(n)}") };
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(() => engine.Agents.PlanCreateAsync(Request(lab, ssh), install, cancel));
        Assert.Equal(
            $"no command can be run there as 'root@{ssh.AddressOf("n3")}': ssh: connect to host {ssh.AddressOf("n3")} port 22: Connection refused.",
            Assert.Single(wrong.Mistakes, m => m.Where == "n3").Message);

        await ssh.ServeAsync("n3", cancel);
        var (plan, agents) = await engine.Agents.PlanCreateAsync(Request(lab, ssh), install, cancel);
        await engine.Clusters.PrepareAsync(plan, cancel);
        var installed = await engine.Agents.RunAsync(agents, null, cancel);
        Assert.Equal(["n1 Installed", "n2 Installed", "n3 Installed"], installed.Select(i => $"{i.Node} {i.Outcome}").Order());
        await engine.Clusters.RunAsync(plan, null, cancel);
        await AreServicesAsync(lab, cancel);

        var cluster = await engine.ConnectAsync(BareSwarm.Cluster, cancel);
        await cluster.RunAsync(await cluster.PlanCreateServiceAsync(Requests.Redis("cache", 1), cancel), NoSecrets, null, cancel);
        var request = new ExecRequest { Command = ["echo", "here"] };
        Assert.Equal("here\n", (await cluster.ExecuteAsync("cache", "cache-0", request, null, cancel)).Output);
        Assert.DoesNotContain(await engine.Links.TestAsync(BareSwarm.Cluster, cancel), f => f.Outcome == CheckOutcome.Failed);
    }

    private static async Task AreServicesAsync(SwarmLab lab, CancellationToken cancel)
    {
        foreach (var node in BareSwarm.Nodes(lab))
        {
            var called = await lab.ExecAsync(new LabMachine(node), ["cat", "/run/systemctl.log"], cancel);
            Assert.Equal("daemon-reload\nenable --quiet firecamp-agent.service\nrestart firecamp-agent.service\n", called);
            var unit = await lab.ExecAsync(new LabMachine(node), ["cat", "/etc/systemd/system/firecamp-agent.service"], cancel);
            Assert.Contains($"RequiresMountsFor=\"{lab.Env["LAB_SHARED_STORAGE"]}\"\n", unit, StringComparison.Ordinal);
            Assert.Contains("ExecStart=/opt/firecamp/current/FireCamp.Agent @/etc/firecamp/agent.args\n", unit, StringComparison.Ordinal);
        }
    }

    private static CreateClusterRequest Request(SwarmLab lab, SshMachines ssh)
    {
        var request = BareSwarm.Request(lab);
        var settings = request.Settings.Where(s => s.Key != "DockerCertificates").ToDictionary(s => s.Key, s => s.Value);
        settings["Managers"] = $"ssh://root@{ssh.AddressOf("n1")}";
        return request with { Settings = settings };
    }
}
