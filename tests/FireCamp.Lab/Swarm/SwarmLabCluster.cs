using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using FireCamp.Engine.Model;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab.Swarm;

/// <summary>A cluster on a lab's swarm: one manager and workers in three zones.</summary>
public sealed class SwarmLabCluster : LabCluster
{
    /// <summary>How long a node's lease lasts by the platform's default: for what is measured.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(2.5);

    /// <summary>For machines that are busy with other tests besides, where nodes that are only slow must not be lost.</summary>
    public static readonly TimeSpan Patient = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan DnsPatience = TimeSpan.FromSeconds(2);

    private readonly ContainerServers servers;

    private SwarmLabCluster(LabHome home, SwarmLab swarm)
        : base(home, BareSwarm.Cluster)
    {
        Swarm = swarm;
        servers = new ContainerServers(BareSwarm.Cluster, swarm.Path, swarm.Env["LAB_SHARED_STORAGE"]);
    }

    public SwarmLab Swarm { get; }

    public override IReadOnlyList<NodeLoss> Losses { get; } = [NodeLoss.Crash, NodeLoss.Cut, NodeLoss.Freeze];

    /// <summary>A lab with an agent on each node and a cluster on all workers, which are up.</summary>
    /// <param name="workers">They lie in zones a, b and c in turn; members of a zone with one worker can't move.</param>
    /// <param name="lease">By default <see cref="Patient"/>.</param>
    /// <param name="agentVariables">Environment of the agents, as <c>NAME=VALUE</c>.</param>
    public static Task<SwarmLabCluster> StartAsync(
        string purpose, CancellationToken cancel, int workers = 6, TimeSpan? lease = null, IReadOnlyList<string>? agentVariables = null)
        => StartAsync(
            purpose, BareSwarm.Options(workers + 1, agentVariables ?? []), lab => Task.FromResult(BareSwarm.Install(lab, "KILL")), lease ?? Patient,
            cancel);

    /// <summary>A lab whose agents run in containers: a manager, and two workers in one zone.</summary>
    public static Task<SwarmLabCluster> StartInContainersAsync(string purpose, TimeSpan lease, CancellationToken cancel)
        => StartAsync(
            purpose, new SwarmLabOptions { Nodes = 3 },
            async lab =>
            {
                await lab.DockerAsync(1, ["node", "update", "--label-add", "zone=a", "n3"], cancel);
                return BareSwarm.InstallContainers(lab);
            },
            lease, cancel);

    private static async Task<SwarmLabCluster> StartAsync(
        string purpose, SwarmLabOptions options, Func<SwarmLab, Task<AgentInstallRequest>> install, TimeSpan lease, CancellationToken cancel)
    {
        var home = new LabHome(purpose);
        SwarmLabCluster? lab = null;
        try
        {
            lab = new SwarmLabCluster(home, await SwarmLab.UpAsync(purpose, options, cancel));
            await lab.CreateClusterAsync(await install(lab.Swarm), lease, cancel);
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

    private async Task CreateClusterAsync(AgentInstallRequest install, TimeSpan lease, CancellationToken cancel)
    {
        var (plan, agents) = await Engine.Agents.PlanCreateAsync(BareSwarm.Request(Swarm) with { LeaseDuration = lease }, install, cancel);
        await Engine.Clusters.PrepareAsync(plan, cancel);
        await Engine.Agents.RunAsync(agents, null, cancel);
        await Engine.Clusters.RunAsync(plan, null, cancel);
    }
}
