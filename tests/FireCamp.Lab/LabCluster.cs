using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab.Processes;

namespace FireCamp.Lab;

/// <summary>A cluster in a home of its own, on whatever platform, reached through the engine as a session would.</summary>
public abstract class LabCluster : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    private protected LabCluster(LabHome home, string name)
    {
        LabHome = home;
        Name = name;
        Engine = OpenEngine();
    }

    public string Name { get; }

    public string Home => LabHome.Path;

    public FireCampEngine Engine { get; }

    /// <summary>The cluster's connection; there is none before the cluster is.</summary>
    public ClusterEngine Cluster { get; private set; } = null!;

    /// <summary>The ways in which a node can be lost here.</summary>
    public abstract IReadOnlyList<NodeLoss> Losses { get; }

    private protected LabHome LabHome { get; }

    /// <summary>Another session's engine on the same home.</summary>
    /// <param name="agentBundle">Where agents are installed from; the checkout's by default.</param>
    public FireCampEngine OpenEngine(string? agentBundle = null) => new(new EngineSettings
    {
        Home = LabHome.Path,
        CatalogFolders = [Checkout.Catalog],
        AgentPath = Checkout.Agent,
        AgentBundle = agentBundle ?? Checkout.AgentBundle,
        Actor = "lab@here",
    });

    public async Task ConnectAsync(CancellationToken cancel) => Cluster = await Engine.ConnectAsync(Name, cancel);

    /// <summary>Plans and creates a service; it is ready when this returns.</summary>
    public async Task<LabService> CreateAsync(
        CreateServiceRequest request, CancellationToken cancel, IReadOnlyDictionary<string, string>? passwords = null)
    {
        var plan = await Cluster.PlanCreateServiceAsync(request, cancel);
        await Cluster.CreateServiceAsync(request, plan, passwords ?? NoSecrets, null, cancel);
        return new LabService(this, request.Name, request.Kind);
    }

    public Task RunAsync(OperationPlan plan, CancellationToken cancel) => Cluster.RunAsync(plan, NoSecrets, null, cancel);

    /// <summary>The members' servers that run on all nodes, as the kernel shows them and not as FireCamp says.</summary>
    public abstract IReadOnlyList<LabProcess> ServerProcesses();

    /// <summary>The address that a client outside the cluster finds for a name.</summary>
    public abstract Task<string> ResolveAsync(string host, CancellationToken cancel);

    /// <summary>The node is lost to the others when this returns; they needn't know it yet.</summary>
    public abstract Task LoseAsync(NodeLoss loss, string node, CancellationToken cancel);

    /// <summary>A node that was lost in that way has its lease again.</summary>
    public async Task BringBackAsync(NodeLoss loss, string node, CancellationToken cancel)
    {
        await RecoverAsync(loss, node, cancel);
        await NodeIsAsync(node, NodePhase.Up, cancel);
    }

    public Task NodeIsAsync(string node, NodePhase phase, CancellationToken cancel)
        => Soon.TrueAsync(async () => (await Cluster.ListNodesAsync(cancel)).First(n => n.Name == node).Phase == phase,
            () => $"{node} is {phase}", cancel);

    /// <summary>Removes the cluster with all that is in it.</summary>
    public abstract Task RemoveAsync(CancellationToken cancel);

    /// <summary>What of the cluster is still there and must not be once it was removed.</summary>
    public abstract IReadOnlyList<string> Remains();

    /// <summary>Logs of the cluster's agents and members.</summary>
    public abstract IEnumerable<string> Logs();

    /// <summary>Closes the engine; then whatever still runs is ended, and nothing is left.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Engine.DisposeAsync();
        }
        finally
        {
            LabHome.Dispose();
            await CleanAsync();
        }
    }

    private protected abstract Task RecoverAsync(NodeLoss loss, string node, CancellationToken cancel);

    private protected abstract Task CleanAsync();
}
