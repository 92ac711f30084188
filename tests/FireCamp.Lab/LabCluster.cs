using FireCamp.Engine;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab;

/// <summary>A Local cluster in a home of its own, reached through the engine as a session would.</summary>
public sealed class LabCluster : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    private readonly LabHome home;

    private LabCluster(LabHome home, string name)
    {
        this.home = home;
        Name = name;
        Paths = new LocalPaths(home.Path, name);
        Engine = OpenEngine();
    }

    public string Name { get; }

    public string Home => home.Path;

    public LocalPaths Paths { get; }

    public FireCampEngine Engine { get; }

    /// <summary>The cluster's connection; there is none before the cluster is.</summary>
    public ClusterEngine Cluster { get; private set; } = null!;

    /// <summary>A home without a cluster, for stories that make one themselves.</summary>
    /// <param name="purpose">Starts the cluster's name: letters.</param>
    public static LabCluster Unmade(string purpose)
    {
        var name = $"{purpose}{Random.Shared.Next(0x1000, 0xffff):x}";
        return new LabCluster(new LabHome(name), name);
    }

    /// <summary>A cluster with its nodes up.</summary>
    public static async Task<LabCluster> StartAsync(string purpose, CancellationToken cancel, int nodes = 3)
    {
        var lab = Unmade(purpose);
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

    /// <summary>Another session's engine on the same home.</summary>
    public FireCampEngine OpenEngine() => new(new EngineSettings
    {
        Home = home.Path,
        CatalogFolders = [Checkout.Catalog],
        AgentPath = Checkout.Agent,
        Actor = "lab@here",
    });

    public async Task ConnectAsync(CancellationToken cancel) => Cluster = await Engine.ConnectAsync(Name, cancel);

    /// <summary>Plans and creates a service; it is ready when this returns.</summary>
    public async Task<LabService> CreateAsync(
        CreateServiceRequest request, CancellationToken cancel, IReadOnlyDictionary<string, string>? passwords = null)
    {
        var plan = await Cluster.PlanCreateServiceAsync(request, cancel);
        await Cluster.RunAsync(plan, passwords ?? NoSecrets, null, cancel);
        return new LabService(this, request.Name, request.Kind);
    }

    /// <summary>The folder with a volume's content.</summary>
    public string ContentOf(string volume) => Path.Combine(Paths.VolumesFolder, volume, "content");

    public Task RunAsync(OperationPlan plan, CancellationToken cancel) => Cluster.RunAsync(plan, NoSecrets, null, cancel);

    public IReadOnlyList<LabProcess> Processes() => home.Processes();

    public IReadOnlyList<LabProcess> ServerProcesses() => Servers.In(home.Path);

    /// <summary>The agent's process of a node that is up.</summary>
    public async Task<int> AgentOfAsync(string node, CancellationToken cancel)
    {
        var nodes = await Cluster.ListNodesAsync(cancel);
        return nodes.First(n => n.Name == node).ProcessId ?? throw new InvalidOperationException($"{node} has no agent.");
    }

    public Task NodeIsAsync(string node, NodePhase phase, CancellationToken cancel)
        => Soon.TrueAsync(async () => (await Cluster.ListNodesAsync(cancel)).First(n => n.Name == node).Phase == phase,
            () => $"{node} is {phase}", cancel);

    /// <summary>Removes the cluster with all that is in it.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        var plan = await Engine.Clusters.PlanRemoveAsync(Name, force: true, cancel);
        await Engine.Clusters.RunAsync(plan, null, cancel);
    }

    /// <summary>Closes the engine; then whatever still runs is ended, and the home and the cluster's names are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Engine.DisposeAsync();
        }
        finally
        {
            home.Dispose();
            var names = new HostsFileDnsProvider(HostsFileDnsProvider.DefaultPath, Name);
            await names.DeleteAsync([.. (await names.ListAsync(CancellationToken.None)).Keys], CancellationToken.None);
        }
    }
}
