using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A service on a real swarm: made, used, its primary's machine lost, removed.</summary>
public sealed class SwarmServiceStory
{
    private const string Purpose = "swarmsvc";
    private const string Cluster = "t1";
    private const int Rows = 50;

    private static readonly Dictionary<string, string> NoSecrets = [];

    [Fact]
    public async Task PostgreSql_PrimarysMachineIsLost_GoesOnElsewhereWithItsRowsAndAddress()
    {
        await Requirements.RequireSwarmLabAsync();
        Requirements.RequireAgent();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(5));
        using var home = new LabHome(Purpose);
        var options = new SwarmLabOptions { Nodes = 5, NodeHook = Hook(home), NodeHookReady = Ready };
        await using var lab = await SwarmLab.UpAsync(Purpose, options, deadline.Token);
        await using var engine = new FireCampEngine(new EngineSettings
        {
            Home = home.Path, CatalogFolders = [Checkout.Catalog], AgentPath = Checkout.Agent, Actor = "lab@here",
        });
        try
        {
            await LiveAsync(lab, engine, deadline.Token);
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Logs(lab));
            throw;
        }
    }

    private const string Ready = "test -S /run/docker/plugins/firecamp.sock";

    // The cluster's key is made by the engine, in its home, when the cluster is.
    private static string Hook(LabHome home)
        => $"keys=$MACHINE/home/clusters/{Cluster}; mkdir -p $keys; ln -sfn {home.Path}/clusters/{Cluster}/key $keys/key; net=${{ADDRESS%.*}}; "
            + $"exec env DOTNET_ROOT={Checkout.DotnetRoot} {Checkout.DotnetRoot}/dotnet {Checkout.Agent} --home $MACHINE/home "
            + $"--cluster {Cluster} --node $NODE --platform Swarm --store etcd://$net.51:2379,$net.52:2379,$net.53:2379 "
            + "--shared-storage $LAB/shared --static-ip-pool $net.100-$net.199";

    private static async Task LiveAsync(SwarmLab lab, FireCampEngine engine, CancellationToken cancel)
    {
        await CreateClusterAsync(lab, engine, cancel);
        var cluster = await engine.ConnectAsync(Cluster, cancel);
        var request = new CreateServiceRequest { Name = "mypg", Kind = "PostgreSQL" };
        await cluster.RunAsync(await cluster.PlanCreateServiceAsync(request, cancel), NoSecrets, null, cancel);
        var user = await cluster.GetCredentialAsync("mypg", null, cancel);
        var before = await PrimaryAsync(cluster, cancel);
        await using (var ledger = await PostgresLedger.OpenAsync(await EndpointAsync(cluster, cancel), user, cancel))
        {
            for (var row = 1; row <= Rows; row++)
            {
                await ledger.AppendAsync(row, cancel);
            }
        }

        await lab.CrashAsync(int.Parse(before.Node![1..]), cancel);
        await Soon.TrueAsync(async () => (await PrimaryAsync(cluster, cancel)).Epoch > before.Epoch, () => "the primary was taken over", cancel);
        await cluster.WaitServiceAsync("mypg", ServicePhase.Ready, Soon.Deadline, null, cancel);

        var after = await PrimaryAsync(cluster, cancel);
        Assert.NotEqual(before.Node, after.Node);
        Assert.Equal((before.Name, before.Address, before.Zone), (after.Name, after.Address, after.Zone));
        await using (var ledger = await PostgresLedger.OpenAsync(await EndpointAsync(cluster, cancel), user, cancel))
        {
            Assert.Equal(Rows, (await ledger.ReadAsync(await EndpointAsync(cluster, cancel), cancel)).Count);
            await ledger.AppendAsync(Rows + 1, cancel);
        }

        await RemoveAsync(lab, engine, cluster, cancel);
    }

    private static async Task CreateClusterAsync(SwarmLab lab, FireCampEngine engine, CancellationToken cancel)
    {
        var net = lab.Env["LAB_SUBNET"][..lab.Env["LAB_SUBNET"].LastIndexOf('.')];
        var request = new CreateClusterRequest
        {
            Name = Cluster,
            Platform = "Swarm",
            Settings = new Dictionary<string, string>
            {
                ["Managers"] = lab.Env["LAB_DOCKER_TCP_HOSTS"].Split(',')[0],
                ["DockerCertificates"] = lab.Env["LAB_DOCKER_CERT_PATH"],
                ["MetadataStore"] = $"etcd://{net}.51:2379,{net}.52:2379,{net}.53:2379",
                ["DnsServer"] = lab.Env["LAB_DNS_SERVER"],
                ["DnsKey"] = lab.Env["LAB_TSIG_KEY_FILE"],
                ["StaticIpPool"] = lab.Env["LAB_ADDRESS_POOL"],
                ["SharedStorage"] = lab.Env["LAB_SHARED_STORAGE"],
            },
        };

        // A dockerd tells the swarm of its volume driver within 20 s of knowing it.
        OperationPlan? plan = null;
        await Soon.TrueAsync(
            async () =>
            {
                try
                {
                    plan = await engine.Clusters.PlanCreateAsync(request, cancel);
                    return true;
                }
                catch (InvalidInputException e) when (e.Mistakes.All(m => m.Message.Contains("volume plugin", StringComparison.Ordinal)))
                {
                    return false;
                }
            },
            () => "the swarm knows the volume driver", cancel);
        await engine.Clusters.RunAsync(plan!, null, cancel);
    }

    private static async Task RemoveAsync(SwarmLab lab, FireCampEngine engine, ClusterEngine cluster, CancellationToken cancel)
    {
        var refused = await Assert.ThrowsAsync<FireCampException>(() => engine.Clusters.PlanRemoveAsync(Cluster, force: true, cancel));
        Assert.Equal("ClusterNotEmpty", refused.ErrorId);
        await cluster.RunAsync(await cluster.PlanRemoveServiceAsync("mypg", removeVolumes: true, cancel), NoSecrets, null, cancel);
        await engine.Clusters.RunAsync(await engine.Clusters.PlanRemoveAsync(Cluster, force: false, cancel), null, cancel);
        Assert.Empty((await lab.DockerAsync(1, ["service", "ls", "--quiet"], cancel)).Trim());
        Assert.Empty(Directory.GetFileSystemEntries(lab.Env["LAB_SHARED_STORAGE"]));
        Assert.Empty(await engine.Clusters.ListAsync(cancel));
    }

    private static async Task<Member> PrimaryAsync(ClusterEngine cluster, CancellationToken cancel)
        => (await cluster.ListMembersAsync("mypg", cancel)).First(m => m.Role == MemberRole.Primary);

    private static async Task<Endpoint> EndpointAsync(ClusterEngine cluster, CancellationToken cancel)
        => (await cluster.ListEndpointsAsync("mypg", cancel))[0];

    private static string Logs(SwarmLab lab)
        => string.Join('\n', Directory.GetFiles(lab.Path, "hook.log", SearchOption.AllDirectories)
            .Select(f => $"== {f}\n{string.Join('\n', File.ReadLines(f).TakeLast(25))}"));
}
