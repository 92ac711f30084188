using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab.Swarm;

/// <summary>A cluster on a lab's swarm: one manager, and two workers in each of three zones.</summary>
public sealed class SwarmLabCluster : LabCluster
{
    /// <summary>How long a node's lease lasts: the platform's default.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private const string ClusterName = "t1";
    private const string AgentIsUp = "test $NODE = n1 || test -S /run/docker/plugins/firecamp.sock";

    private static readonly TimeSpan DnsPatience = TimeSpan.FromSeconds(2);

    private readonly ContainerServers servers;

    private SwarmLabCluster(LabHome home, SwarmLab swarm)
        : base(home, ClusterName)
    {
        Swarm = swarm;
        servers = new ContainerServers(ClusterName, swarm.Env["LAB_SHARED_STORAGE"]);
    }

    public SwarmLab Swarm { get; }

    public override IReadOnlyList<NodeLoss> Losses { get; } = [NodeLoss.Crash, NodeLoss.Cut, NodeLoss.Freeze];

    private string Network => Swarm.Env["LAB_SUBNET"][..Swarm.Env["LAB_SUBNET"].LastIndexOf('.')];

    /// <summary>A lab with an agent on each node and a cluster on all workers, which are up.</summary>
    /// <param name="agentVariables">Environment of the agents, as <c>NAME=VALUE</c>.</param>
    public static async Task<SwarmLabCluster> StartAsync(
        string purpose, CancellationToken cancel, int workers = 6, IReadOnlyList<string>? agentVariables = null)
    {
        var home = new LabHome(purpose);
        SwarmLabCluster? lab = null;
        try
        {
            var options = new SwarmLabOptions { Nodes = workers + 1, NodeHook = Hook(home, agentVariables ?? []), NodeHookReady = AgentIsUp };
            lab = new SwarmLabCluster(home, await SwarmLab.UpAsync(purpose, options, cancel));
            await lab.CreateClusterAsync(cancel);
            await lab.ConnectAsync(cancel);
            return lab;
        }
        catch
        {
            if (lab is null)
            {
                home.Dispose();
            }
            else
            {
                await lab.DisposeAsync();
            }

            throw;
        }
    }

    public override IReadOnlyList<LabProcess> ServerProcesses() => servers.List();

    /// <summary>Asks the lab's DNS server.</summary>
    public override async Task<string> ResolveAsync(string host, CancellationToken cancel)
    {
        var client = new DnsClient(IPAddress.Parse(Swarm.Env["LAB_DNS_SERVER"]), (int)DnsPatience.TotalMilliseconds);
        var answer = await client.ResolveAsync(DomainName.Parse(host), RecordType.A, token: cancel);
        return answer?.AnswerRecords.OfType<ARecord>().FirstOrDefault()?.Address.ToString()
            ?? throw new IOException($"The DNS server has no address of {host}: {answer?.ReturnCode}");
    }

    public override Task LoseAsync(NodeLoss loss, string node, CancellationToken cancel) => loss switch
    {
        NodeLoss.Crash => Swarm.CrashAsync(new LabMachine(node), cancel),
        NodeLoss.Cut => Swarm.CutAsync(new LabMachine(node), cancel),
        _ => Swarm.FreezeAsync(new LabMachine(node), cancel),
    };

    public override async Task RemoveAsync(CancellationToken cancel)
    {
        foreach (var service in await Cluster.ListServicesAsync(cancel))
        {
            await RunAsync(await Cluster.PlanRemoveServiceAsync(service.Name, removeVolumes: true, cancel), cancel);
        }

        await Engine.Clusters.RunAsync(await Engine.Clusters.PlanRemoveAsync(Name, force: false, cancel), null, cancel);
    }

    public override IReadOnlyList<string> Remains()
        => [.. ServerProcesses().Select(p => $"server {p}"), .. Directory.GetFileSystemEntries(Swarm.Env["LAB_SHARED_STORAGE"])];

    public override IEnumerable<string> Logs()
        => Directory.EnumerateFiles(Swarm.Path, "hook.log", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Swarm.Env["LAB_SHARED_STORAGE"], "*.log", SearchOption.AllDirectories));

    private protected override Task RecoverAsync(NodeLoss loss, string node, CancellationToken cancel) => loss switch
    {
        NodeLoss.Crash => Swarm.BootAsync(new LabMachine(node), cancel),
        NodeLoss.Cut => Swarm.HealAsync(new LabMachine(node), cancel),
        _ => Swarm.ThawAsync(new LabMachine(node), cancel),
    };

    private protected override async Task CleanAsync() => await Swarm.DisposeAsync();

    // The cluster's key is made by the engine, in its home, when the cluster is.
    private static string Hook(LabHome home, IReadOnlyList<string> variables)
        => $"role=member; test $NODE != n1 || role=manager; keys=$MACHINE/home/clusters/{ClusterName}; mkdir -p $keys; ln -sfn {home.Path}/clusters/{ClusterName}/key $keys/key; net=${{ADDRESS%.*}}; "
            + $"exec env {string.Join(' ', variables)} DOTNET_ROOT={Checkout.DotnetRoot} {Checkout.DotnetRoot}/dotnet {Checkout.Agent} "
            + $"--home $MACHINE/home --cluster {ClusterName} --node $NODE --platform Swarm --role $role "
            + "--store etcd://$net.51:2379,$net.52:2379,$net.53:2379 --shared-storage $LAB/shared --static-ip-pool $net.100-$net.199";

    private async Task CreateClusterAsync(CancellationToken cancel)
    {
        var request = new CreateClusterRequest
        {
            Name = Name,
            Platform = "Swarm",
            LeaseDuration = Lease,
            Settings = new Dictionary<string, string>
            {
                ["Managers"] = Swarm.Env["LAB_DOCKER_TCP_HOSTS"].Split(',')[0],
                ["DockerCertificates"] = Swarm.Env["LAB_DOCKER_CERT_PATH"],
                ["MetadataStore"] = $"etcd://{Network}.51:2379,{Network}.52:2379,{Network}.53:2379",
                ["DnsServer"] = Swarm.Env["LAB_DNS_SERVER"],
                ["DnsKey"] = Swarm.Env["LAB_TSIG_KEY_FILE"],
                ["StaticIpPool"] = Swarm.Env["LAB_ADDRESS_POOL"],
                ["SharedStorage"] = Swarm.Env["LAB_SHARED_STORAGE"],
            },
        };

        // A dockerd tells the swarm of its volume driver within 20 s of knowing it.
        OperationPlan? plan = null;
        await Soon.TrueAsync(
            async () =>
            {
                try
                {
                    plan = await Engine.Clusters.PlanCreateAsync(request, cancel);
                    return true;
                }
                catch (InvalidInputException e) when (e.Mistakes.All(m => m.Message.Contains("volume plugin", StringComparison.Ordinal)))
                {
                    return false;
                }
            },
            () => "the swarm knows the volume driver", cancel);
        await Engine.Clusters.RunAsync(plan!, null, cancel);
    }
}
