using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Tests.Clients.Agent;
using FireCamp.Testing;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Platforms.Checks;

public sealed class ClusterCheckTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OneCheckThrows_IsAFailureAndTheOthersAreMade()
    {
        var world = new FakeWorld();
        var found = await ClusterChecks.RunAsync("t1", [new BrokenCheck(), new StoreCheck(world.Store, "memory", world.Time)], Cancel);
        Assert.Equal(
            [("Broken", "thing", CheckOutcome.Failed, "It broke."), ("Store", "memory", CheckOutcome.Passed, found[1].Message)],
            found.Select(f => (f.Check, f.Target, f.Outcome, f.Message)));
        Assert.Equal(("t1", "Mend it."), (found[0].Cluster, found[0].NextStep));
        Assert.Empty(await world.Store.ListAsync("", Cancel));
    }

    [Fact]
    public async Task KeyCheck_AnotherKey_Fails()
    {
        using var folder = new TestFolder();
        var store = new InMemoryMetadataStore(TimeProvider.System);
        var (own, other) = (Path.Combine(folder.Path, "own"), Path.Combine(folder.Path, "other"));
        await new SealedSecretStore(store, FileKeyProvider.Ensure(own)).EnsureAsync(KeyCheck.Sample, null, Cancel);
        new FileKeyProvider(own).CopyTo(Path.Combine(folder.Path, "copy"));
        foreach (var (file, outcome) in new[] { ("own", CheckOutcome.Passed), ("copy", CheckOutcome.Passed), ("other", CheckOutcome.Failed) })
        {
            var secrets = new SealedSecretStore(store, FileKeyProvider.Ensure(Path.Combine(folder.Path, file)));
            Assert.Equal(outcome, Assert.Single(await ClusterChecks.RunAsync("t1", [new KeyCheck(store, secrets, other)], Cancel)).Outcome);
        }
    }

    [Fact]
    public async Task NameCheck_ServerTakesNames_LeavesNone()
    {
        var dns = new FakeDns();
        var found = Assert.Single(await new NameCheck(dns, "t1-firecamp.com", "10.0.0.53").RunAsync(Cancel));
        Assert.Equal(CheckOutcome.Passed, found.Outcome);
        Assert.Empty(await dns.ListAsync(Cancel));
    }

    [Fact]
    public async Task NodeCheck_NoAgentAnswers_SaysWhichNodesAreDownAndWhichAreDeaf()
    {
        var world = new FakeWorld();
        await world.StartClusterAsync();
        await world.Nodes.StopAsync(world.Cluster.Nodes[1], Cancel);
        var found = await new NodeCheck(world.Platform, world.Time).RunAsync(Cancel);
        Assert.Equal([CheckOutcome.Warning, CheckOutcome.Failed, CheckOutcome.Warning], found.Select(f => f.Outcome));
        Assert.StartsWith("It is down.", found[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeCheck_AgentOfAnotherVersion_SaysWhich()
    {
        using var folder = new TestFolder();
        var world = new FakeWorld();
        await world.StartClusterAsync();
        var node = world.Cluster.Nodes[0].Name;
        var health = $$"""{"node":"{{node}}","holder":"h","processId":7,"version":"0.0.9"}""";
        using var old = new CannedAgent(folder.File("agent.sock"), CannedAgent.Ok(health));
        world.Platform.Endpoints[node] = old.Endpoint;
        var found = await new NodeCheck(world.Platform, TimeProvider.System).RunAsync(Cancel);
        var own = typeof(NodeCheck).Assembly.GetName().Version!.ToString(3);
        Assert.Equal(
            Finding.Warning(node, $"Its agent is of version 0.0.9; this is {own}.", "Bring all to one version: Install-FireCampAgent on a swarm."),
            found[0]);
    }

    [Fact]
    public void ImageCheck_ImagesThatAreThereComingAndRefused_TellsOfEachThatIsMissing()
    {
        var there = new AgentImage("redis:7.0@sha256:1", true, "");
        Assert.Equal(
            [Finding.Passed("n2", "It has the images of all members that may come to it: 1.")], ImageCheck.Look("n2", [there]));
        Assert.Equal([Finding.Passed("n2", "No member may come to it.")], ImageCheck.Look("n2", []));
        var found = ImageCheck.Look(
            "n2", [there, new("postgres:15@sha256:2", false, ""), new("zookeeper:3.8@sha256:3", false, "It can't be pulled.")]);
        Assert.All(found, f => Assert.Equal(CheckOutcome.Warning, f.Outcome));
        Assert.Equal(
            [
                "It is getting image postgres:15@sha256:2; a member that came now would wait for it.",
                "It lacks image zookeeper:3.8@sha256:3, and a member that came would wait for it. It can't be pulled.",
            ],
            found.Select(f => f.Message));
    }

    [Fact]
    public async Task StorageCheck_ThisMachine_SaysHowMuchIsFree()
    {
        using var folder = new TestFolder();
        var found = await new StorageCheck(folder.Path, null, _ => throw new InvalidOperationException("Nobody is asked.")).RunAsync(Cancel);
        Assert.EndsWith("are free.", found[0].Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(365, CheckOutcome.Passed)]
    [InlineData(3, CheckOutcome.Warning)]
    [InlineData(-1, CheckOutcome.Failed)]
    public async Task CertificateFileCheck_ByDaysLeft_Tells(int days, CheckOutcome outcome)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "cert.pem");
        using var key = ECDsa.Create();
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-10), now.AddDays(days));
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), Cancel);
        var check = new CertificateFileCheck([file, Path.Combine(folder.Path, "absent.pem")], TimeProvider.System);
        Assert.Equal(outcome, Assert.Single(await check.RunAsync(Cancel)).Outcome);
    }

    private sealed class BrokenCheck : IClusterCheck
    {
        public string Name => "Broken";

        public string Target => "thing";

        public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel) => throw new FireCampException("Broke", "It broke.", "Mend it.");
    }
}
