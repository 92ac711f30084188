using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Platforms.Swarm.Installing;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Platforms.Swarm.Installing;

public sealed class AgentInstallPlannerTests : IDisposable
{
    private static readonly Machine[] Machines = [new("n1", "10.0.0.1", IsManager: true), new("n2", "10.0.0.2"), new("n3", "")];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PlanAsync_NotBuilt_SaysHow()
        => Assert.Equal("AgentNotBuilt", (await Assert.ThrowsAsync<FireCampException>(() => PlanAsync(new AgentInstallRequest()))).ErrorId);

    [Fact]
    public async Task PlanAsync_MistakesInTheRequest_AreAllSaidBeforeAnythingIsRun()
    {
        Build();
        var request = new AgentInstallRequest
        {
            Nodes = ["n2", "n3", "n9"],
            Port = 0,
            RemoteShell = $"touch {folder.File("ran")}",
            Hosts = new Dictionary<string, string> { ["N2"] = "-x" },
        };
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(() => PlanAsync(request, "etcd://10.0.0.5?ca=/no/ca&credential=x"));
        Assert.Equal(
            ["HostName", "HostName", "MetadataStore", "MetadataStore", "Port", "n3", "n9"],
            wrong.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(folder.File("ran")));
    }

    [Fact]
    public async Task PlanAsync_MachinesThatCantBeUsed_AreEachNamed()
    {
        Build();
        var request = new AgentInstallRequest { Nodes = ["n1", "n2"], RemoteShell = """sh -c "echo no route to $0 >&2; exit 255" """ };
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(() => PlanAsync(request));
        Assert.Equal(["n1", "n2"], wrong.Mistakes.Select(m => m.Where));
        Assert.Contains("no route to 10.0.0.2", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, ".firecamp-check-*"));
    }

    [Fact]
    public async Task PlanAsync_Folders_NeedNoMachine()
    {
        Build();
        var plan = await PlanAsync(new AgentInstallRequest { OutputPath = "/out", RemoteShell = "false", Nodes = ["n1", "n2"] });
        Assert.Equal(["/out/n1", "/out/n2"], plan.Nodes.Select(n => n.Host));
        Assert.Contains("n1, n2", plan.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "systemctl restart x", null, "StartCommand")]
    [InlineData(false, null, "debian:12", "BaseImage")]
    [InlineData(true, null, "-x", "BaseImage")]
    [InlineData(true, null, "", "BaseImage")]
    public async Task PlanAsync_WhatDoesntGoWithAContainerOrWithoutOne_IsNamed(bool inContainer, string? start, string? image, string where)
    {
        Build();
        var request = new AgentInstallRequest
        {
            InContainer = inContainer, StartCommand = start, BaseImage = image, Nodes = ["n1"], OutputPath = "/out",
        };
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(() => PlanAsync(request));
        Assert.Equal(where, Assert.Single(wrong.Mistakes).Where);
    }

    private void Build()
    {
        File.WriteAllText(folder.File("agent.tar.gz"), "");
        File.WriteAllText(folder.File("version"), "1.0.0-x\n");
    }

    private Task<AgentInstallPlan> PlanAsync(AgentInstallRequest request, string store = "etcd://10.0.0.5")
        => new AgentInstallPlanner("t1", new SwarmSettings { MetadataStore = store, SharedStorage = folder.Path }, request, TimeProvider.System)
            .PlanAsync(Machines, folder.Path, TestContext.Current.CancellationToken);
}
