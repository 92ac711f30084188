using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>
/// What can be wrong around a cluster on a swarm: an error names it, nothing half-done is left, and once it is mended things go on.
/// </summary>
[Trait("Lane", "SwarmSetup")]
public sealed class SwarmBadInputStory : IAsyncLifetime
{
    private const string Purpose = "badinput";

    private static readonly Dictionary<string, string> NoSecrets = [];

    private readonly CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly LabHome home = new(Purpose);
    private SwarmLab lab = null!;
    private FireCampEngine engine = null!;

    private CancellationToken Cancel => deadline.Token;

    private string Net => lab.Env["LAB_SUBNET"][..lab.Env["LAB_SUBNET"].LastIndexOf('.')];

    private string TcpOf(int node) => lab.Env["LAB_DOCKER_TCP_HOSTS"].Split(',')[node - 1];

    /// <summary>A copy of the DNS key, so that it can be spoilt.</summary>
    private string DnsKey => Path.Combine(home.Path, "dns.key");

    public async ValueTask InitializeAsync()
    {
        await Requirements.RequireSwarmLabAsync();
        deadline.CancelAfter(TimeSpan.FromMinutes(8));
        lab = await SwarmLab.UpAsync(Purpose, BareSwarm.Options(4), Cancel);
        engine = OpenEngine();
        MendDnsKey();
    }

    [Fact]
    public async Task Cluster_WithAllThatCanBeWrong_IsRefusedWithAllOfItThenMadeAndItsOperationsGoOnOnceMended()
    {
        try
        {
            await RefuseWhatItNeedsAsync();
            await RefuseItsMachinesAsync();
            var cluster = await CreateAsync();
            await RefuseServicesAsync(cluster);
            await RefuseNamesAsync();
            await WaitForAnAddressAsync(cluster);
            await WaitForAnAgentAsync(cluster);
            await RefuseWithoutRoomAsync(cluster);
        }
        catch
        {
            Story.Tell(string.Join('\n', Directory.GetFiles(lab.Path, "hook.log", SearchOption.AllDirectories)
                .Select(f => $"== {f}\n{string.Join('\n', File.ReadLines(f).TakeLast(25))}")));
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (engine?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (lab?.DisposeAsync() ?? ValueTask.CompletedTask);
        home.Dispose();
        deadline.Dispose();
    }

    // No manager that answers, a worker for one, an etcd without quorum, a DNS key that isn't the server's, a pool with a stranger's address.
    private async Task RefuseWhatItNeedsAsync()
    {
        await Task.WhenAll(lab.CrashAsync(LabMachine.Etcd(2), Cancel), lab.CrashAsync(LabMachine.Etcd(3), Cancel));
        await AddressAsync("add", 101);
        SpoilDnsKey();
        var nobody = $"tcp://{Net}.250:2376";
        var wrong = await RefusedAsync(With("Managers", $"{nobody},{TcpOf(2)}"));
        Assert.Equal([nobody, TcpOf(2), "MetadataStore", "DnsKey", "StaticIpPool"], wrong.Keys);
        Assert.Matches($"^Asking for the swarm failed: {nobody} (can't be reached: .+|doesn't answer\\.)$", wrong[nobody]);
        Assert.Equal("is a worker of its swarm: name a manager.", wrong[TcpOf(2)]);
        Assert.Contains("it is without quorum: 1 of 3 endpoints answers, and there is no leader.", wrong["MetadataStore"], StringComparison.Ordinal);
        Assert.Contains("the signature of key firecamp (hmac-sha256) is wrong (BADSIG).", wrong["DnsKey"], StringComparison.Ordinal);
        Assert.Matches($"^another machine, ([0-9a-f]{{2}}:){{5}}[0-9a-f]{{2}}, has {Net}.101\\.$", wrong["StaticIpPool"]);

        MendDnsKey();
        await AddressAsync("del", 101);
        await Task.WhenAll(lab.BootAsync(LabMachine.Etcd(2), Cancel), lab.BootAsync(LabMachine.Etcd(3), Cancel));
    }

    // A worker without its label, machines that don't see the storage, a full disk; and, where none are installed, no agents.
    private async Task RefuseItsMachinesAsync()
    {
        await lab.DockerAsync(1, ["node", "update", "--label-rm", "zone", "n3"], Cancel);
        await lab.ExecAsync(4, ["sh", "-c", "mkdir -p /opt && mount -t tmpfs -o size=16m full /opt"], Cancel);
        var storage = Directory.CreateTempSubdirectory("firecamp-shared-").FullName;
        await lab.ExecAsync(2, ["mount", "-t", "tmpfs", "its-own", storage], Cancel);
        var wrong = await RefusedAsync(With("SharedStorage", storage), "n3");
        Assert.Equal(["n3", "n2", "n4"], wrong.Keys);
        Assert.Contains("has no label 'zone' (docker node update --label-add).", wrong["n3"], StringComparison.Ordinal);
        Assert.Equal($"doesn't see the shared storage: what this machine writes to {storage} isn't there.", wrong["n2"]);
        Assert.Equal("has 16 MB left in /opt; 400 MB are needed.", wrong["n4"]);
        var bare = await Assert.ThrowsAsync<InvalidInputException>(() => engine.Clusters.PlanCreateAsync(Request(), Cancel));
        Assert.Equal(["n2", "n3", "n3", "n4"], bare.Mistakes.Select(m => m.Where));
        Assert.Contains(
            "lacks the volume plugin 'firecamp' (Install-FireCampAgent, or New-FireCampCluster -InstallAgent)", bare.Message,
            StringComparison.Ordinal);

        await lab.ExecAsync(4, ["umount", "/opt"], Cancel);
        await lab.DockerAsync(1, ["node", "update", "--label-add", "zone=b", "n3"], Cancel);
        await lab.ExecAsync(2, ["umount", storage], Cancel);
        Directory.Delete(storage);
        Assert.Equal("", await lab.ExecAsync(4, ["sh", "-c", "ls -d /opt/firecamp /etc/firecamp 2>/dev/null || :"], Cancel));
    }

    private async Task<ClusterEngine> CreateAsync()
    {
        var (plan, agents) = await engine.Agents.PlanCreateAsync(Request(), BareSwarm.Install(lab, "KILL"), Cancel);
        await engine.Clusters.PrepareAsync(plan, Cancel);
        await engine.Agents.RunAsync(agents, null, Cancel);
        await engine.Clusters.RunAsync(plan, null, Cancel);
        return await engine.ConnectAsync(BareSwarm.Cluster, Cancel);
    }

    // An image that the registry hasn't, and more memory than any node has.
    private async Task RefuseServicesAsync(ClusterEngine cluster)
    {
        var absent = await FailsAsync(cluster, Requests.Redis("absent", 1) with { Image = "nosuch:1.0" });
        Assert.Equal("ImageNotAvailable", absent.ErrorId);
        Assert.Contains("Image nosuch:1.0 can't be had: there is no such image", absent.Message, StringComparison.Ordinal);

        var large = Requests.Redis("large", 1) with { Memory = new ByteSize(1L << 50) };
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => cluster.PlanCreateServiceAsync(large, Cancel));
        Assert.Equal("InsufficientCapacity", refused.ErrorId);
        Assert.Contains("1 members of 1024TB each don't fit on the nodes of cluster 't1' (left: n2 ", refused.Message, StringComparison.Ordinal);
        await NothingIsLeftAsync(cluster);
    }

    // While the key is refused, names that may be there can't be taken back either: the operation waits for a person to mend it.
    private async Task RefuseNamesAsync()
    {
        SpoilDnsKey();
        await using (var other = OpenEngine())
        {
            var cluster = await other.ConnectAsync(BareSwarm.Cluster, Cancel);
            var stuck = await Assert.ThrowsAnyAsync<FireCampException>(
                async () => await cluster.RunAsync(
                    await cluster.PlanCreateServiceAsync(Requests.Redis("named", 1), Cancel), NoSecrets, null, Cancel));
            Assert.Contains("key firecamp", stuck.Message, StringComparison.Ordinal);
            Assert.Equal("OperationStuck", stuck.ErrorId);
            Assert.Single(await cluster.ListOperationsAsync(finished: false, Cancel));
        }

        MendDnsKey();
        await using var again = OpenEngine();
        var mended = await again.ConnectAsync(BareSwarm.Cluster, Cancel);
        var left = Assert.Single(await mended.ListOperationsAsync(finished: false, Cancel));
        Assert.Equal(OperationState.Undone, (await mended.UndoOperationAsync(left.Id, null, Cancel)).State);
        await NothingIsLeftAsync(mended);
    }

    private async Task WaitForAnAddressAsync(ClusterEngine cluster)
    {
        await AddressAsync("add", 100);
        await GoesOnAsync(cluster, "addressed", $"Address {Net}.100 can't be taken on eth0: ", () => AddressAsync("del", 100));
    }

    // Members of zone a have n2 alone.
    private Task WaitForAnAgentAsync(ClusterEngine cluster) => GoesOnAsync(
        cluster, "orphan", "No node has taken it on.", () => lab.ReleaseAsync(2, "hook", Cancel), before: () => lab.HoldAsync(2, "hook", Cancel));

    // Most of it at once, the rest block by block until nothing more goes in.
    private async Task RefuseWithoutRoomAsync(ClusterEngine cluster)
    {
        var folder = Path.Combine(lab.Env["LAB_SHARED_STORAGE"], "filler");
        const string Fill = """
            mkdir "$1" && cd "$1"
            fallocate -l $(($(stat -f -c '%a * %S' .) - 67108864)) most
            for size in 1M 64k 4k; do dd if=/dev/zero of=rest.$size bs=$size oflag=direct 2> /dev/null; done
            :
            """;
        await lab.ExecAsync(1, ["sh", "-c", Fill, "sh", folder], Cancel);
        var full = await FailsAsync(cluster, Requests.Redis("full", 1));
        Assert.Equal("VolumeFailed", full.ErrorId);
        Assert.Contains("Volume fc_t1_full-0: it can't be made: No space left on device", full.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
        await GoesOnAsync(cluster, "full", "", () => Task.CompletedTask);
    }

    /// <summary>A service that can't be made, and of which nothing is left.</summary>
    private async Task<OperationFailedException> FailsAsync(ClusterEngine cluster, CreateServiceRequest request)
    {
        var plan = await cluster.PlanCreateServiceAsync(request, Cancel);
        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => cluster.RunAsync(plan, NoSecrets, null, Cancel));
        Assert.Equal(OperationState.Undone, failed.Operation.State);
        await NothingIsLeftAsync(cluster);
        return failed;
    }

    /// <summary>A service whose creation waits for something, says for what, and succeeds once that is mended.</summary>
    /// <param name="before">Breaks it once the operation is planned.</param>
    private async Task GoesOnAsync(ClusterEngine cluster, string service, string blocker, Func<Task> mend, Func<Task>? before = null)
    {
        var plan = await cluster.PlanCreateServiceAsync(Requests.Redis(service, 1), Cancel);
        await (before?.Invoke() ?? Task.CompletedTask);
        var running = cluster.RunAsync(plan, NoSecrets, null, Cancel);
        var evidence = "";
        await Soon.TrueAsync(
            async () =>
            {
                var blockers = (await cluster.ListOperationsAsync(finished: false, Cancel)).SelectMany(o => o.Blockers);
                evidence = string.Join('\n', blockers.Select(b => b.Evidence));
                return running.IsCompleted || evidence.Contains(blocker, StringComparison.Ordinal);
            },
            () => $"{service} waits for '{blocker}': {evidence}", Cancel);
        Assert.False(running.IsCompleted, $"{running.Exception}");
        await mend();
        Assert.Equal(OperationState.Succeeded, (await running).State);
        await cluster.RunAsync(await cluster.PlanRemoveServiceAsync(service, removeVolumes: true, Cancel), NoSecrets, null, Cancel);
        await NothingIsLeftAsync(cluster);
    }

    private async Task NothingIsLeftAsync(ClusterEngine cluster)
    {
        Assert.Empty(await cluster.ListServicesAsync(Cancel));
        Assert.Empty(await cluster.ListOperationsAsync(finished: false, Cancel));
        Assert.Empty(await lab.DockerAsync(1, ["service", "ls", "--quiet"], Cancel));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(lab.Env["LAB_SHARED_STORAGE"], BareSwarm.Cluster, "volumes")));
    }

    /// <summary>What a plan for the cluster and its agents is refused for; nothing of the cluster is anywhere then.</summary>
    /// <param name="alsoBefore">A machine that the swarm's own check names, too: the mistakes of one are put together.</param>
    private async Task<Dictionary<string, string>> RefusedAsync(CreateClusterRequest request, string alsoBefore = "")
    {
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(
            () => engine.Agents.PlanCreateAsync(request, BareSwarm.Install(lab, "KILL"), Cancel));
        Assert.Equal("ClusterInvalid", wrong.ErrorId);
        Assert.True(alsoBefore.Length == 0 || wrong.Mistakes[0].Where == alsoBefore, wrong.Message);
        Assert.Empty(await engine.Clusters.ListAsync(Cancel));
        Assert.False(Directory.Exists(Path.Combine(home.Path, "clusters", BareSwarm.Cluster)));
        Assert.Empty(Directory.GetFileSystemEntries(lab.Env["LAB_SHARED_STORAGE"]));
        return wrong.Mistakes.GroupBy(m => m.Where).ToDictionary(m => m.Key, m => string.Join('\n', m.Select(n => n.Message)));
    }

    // On a machine that is none of the cluster's.
    private Task<string> AddressAsync(string verb, int last)
        => lab.ExecAsync(LabMachine.Registry, ["ip", "address", verb, $"{Net}.{last}/32", "dev", "eth0"], Cancel);

    private void SpoilDnsKey()
        => WriteDnsKey(File.ReadAllText(lab.Env["LAB_TSIG_KEY_FILE"]).Replace("secret \"", "secret \"AAAA", StringComparison.Ordinal));

    private void MendDnsKey() => WriteDnsKey(File.ReadAllText(lab.Env["LAB_TSIG_KEY_FILE"]));

    private void WriteDnsKey(string text)
    {
        File.WriteAllText(DnsKey, text);
        File.SetUnixFileMode(DnsKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private CreateClusterRequest Request() => With("DnsKey", DnsKey);

    private CreateClusterRequest With(string name, string value)
    {
        var request = BareSwarm.Request(lab);
        return request with { Settings = new Dictionary<string, string>(request.Settings) { ["DnsKey"] = DnsKey, [name] = value } };
    }

    private FireCampEngine OpenEngine() => new(new EngineSettings
    {
        Home = home.Path, CatalogFolders = [Checkout.Catalog], AgentPath = Checkout.Agent,
        AgentBundle = Path.Combine(Checkout.Root, "bin", "agent-bundle"), Actor = "lab@here",
    });
}
