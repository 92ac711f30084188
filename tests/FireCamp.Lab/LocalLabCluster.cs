using System.Net.Sockets;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab;

/// <summary>A Local cluster.</summary>
public sealed class LocalLabCluster : LabCluster
{
    private LocalLabCluster(LabHome home, string name)
        : base(home, name) => Paths = new LocalPaths(home.Path, name);

    public LocalPaths Paths { get; }

    /// <summary>There is no network to cut a node off from.</summary>
    public override IReadOnlyList<NodeLoss> Losses { get; } = [NodeLoss.Crash, NodeLoss.Freeze];

    /// <summary>A home without a cluster, for stories that make one themselves.</summary>
    /// <param name="purpose">Starts the cluster's name: letters.</param>
    /// <param name="folder">Where its home lies; by default among the machine's temporary files.</param>
    public static LocalLabCluster Unmade(string purpose, string? folder = null)
    {
        var name = $"{purpose}{Random.Shared.Next(0x1000, 0xffff):x}";
        return new LocalLabCluster(new LabHome(name, folder), name);
    }

    /// <summary>A cluster with its nodes up.</summary>
    public static async Task<LocalLabCluster> StartAsync(string purpose, CancellationToken cancel, int nodes = 3, string? folder = null)
    {
        var lab = Unmade(purpose, folder);
        try
        {
            var request = new CreateClusterRequest { Name = lab.Name, Nodes = nodes };
            var plan = await lab.Engine.Clusters.PlanCreateAsync(request, cancel);
            await lab.Engine.Clusters.RunAsync(plan, null, cancel);
            await lab.ConnectAsync(cancel);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>The folder with a volume's content.</summary>
    public string ContentOf(string volume) => Path.Combine(Paths.VolumesFolder, volume, "content");

    public IReadOnlyList<LabProcess> Processes() => LabHome.Processes();

    public override IReadOnlyList<LabProcess> ServerProcesses() => Servers.In(Home);

    public override async Task<string> ResolveAsync(string host, CancellationToken cancel)
        => (await System.Net.Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancel))[0].ToString();

    /// <summary>The agent's process of a node that is up.</summary>
    public async Task<int> AgentOfAsync(string node, CancellationToken cancel)
    {
        var nodes = await Cluster.ListNodesAsync(cancel);
        return nodes.First(n => n.Name == node).ProcessId ?? throw new InvalidOperationException($"{node} has no agent.");
    }

    public override async Task LoseAsync(NodeLoss loss, string node, CancellationToken cancel)
    {
        switch (loss)
        {
            case NodeLoss.Crash:
                await Cluster.StopNodeAsync(node, crash: true, cancel);
                break;
            case NodeLoss.Freeze:
                await FrozenProcess.FreezeAsync(await AgentOfAsync(node, cancel), cancel);
                break;
            default:
                throw new NotSupportedException($"A Local node can't be lost by {loss}.");
        }
    }

    public override async Task RemoveAsync(CancellationToken cancel)
    {
        var plan = await Engine.Clusters.PlanRemoveAsync(Name, force: true, cancel);
        await Engine.Clusters.RunAsync(plan, null, cancel);
    }

    public override IReadOnlyList<string> Remains()
        =>
        [
            .. Processes().Select(p => $"process {p}"), .. LabHome.HostsLines(Name),
            .. Directory.Exists(Paths.ClusterFolder) ? [Paths.ClusterFolder] : Array.Empty<string>(),
        ];

    public override IEnumerable<string> Logs()
        => new[] { (Folder: Paths.NodesFolder, Pattern: "agent.log"), (Folder: Paths.LogsFolder, Pattern: "*") }
            .Where(l => Directory.Exists(l.Folder))
            .SelectMany(l => Directory.EnumerateFiles(l.Folder, l.Pattern, SearchOption.AllDirectories));

    private protected override async Task RecoverAsync(NodeLoss loss, string node, CancellationToken cancel)
    {
        if (loss == NodeLoss.Freeze)
        {
            Signals.Thaw(AgentLock.HolderOf(Paths.AgentPidFile(node)) ?? throw new InvalidOperationException($"{node} has no agent."));
            return;
        }

        await Cluster.StartNodeAsync(node, cancel);
    }

    private protected override async Task CleanAsync()
    {
        var names = new HostsFileDnsProvider(HostsFileDnsProvider.DefaultPath, Name);
        await names.DeleteAsync([.. (await names.ListAsync(CancellationToken.None)).Keys], CancellationToken.None);
    }
}
