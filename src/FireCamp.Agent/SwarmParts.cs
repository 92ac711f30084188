using FireCamp.Agent.Containers;
using FireCamp.Agent.Images;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Agent.Plugin;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent;

/// <summary>What the agent of a node with a dockerd consists of besides.</summary>
internal sealed class SwarmParts : IAsyncDisposable
{
    private readonly NodeContext node;
    private readonly SwarmArguments arguments;
    private readonly ContainerTools tools;
    private readonly ContainerAdoption adoption;
    private readonly Places places = new();
    private readonly MountBook mounts;
    private readonly CancellationTokenSource closing = new();
    private PlaceKeeper? keeper;
    private WebApplication? server;
    private Task keeping = Task.CompletedTask;
    private Task guarding = Task.CompletedTask;
    private Task pulling = Task.CompletedTask;

    /// <param name="addresses">The members' addresses on this node; null where they have none.</param>
    public SwarmParts(NodeContext node, ChildTable children, FencedAddresses? addresses, SwarmArguments arguments)
    {
        (this.node, this.arguments) = (node, arguments);
        mounts = new MountBook(node.Time);
        tools = new ContainerTools(new DockerClient(arguments.DockerSocket), children, node.Log, node.Time);
        var file = new HoldFile($"/run/firecamp/{node.Cluster}-{node.Node}.hold".ToLowerInvariant());
        adoption = new ContainerAdoption(node, tools, addresses, file);
        var pull = new ImagePull(tools.Docker, RegistryLogins.OfThisUser());
        Images = new ImageKeeper(tools.Docker, pull, node.Log, node.Time, () => ImageKeeper.LongestDelay * Random.Shared.NextDouble());
    }

    public IAdoption Adoption => adoption;

    public ImageKeeper Images { get; }

    /// <summary>Whether a container of a member's runs on the node, as the kernel says.</summary>
    public bool RunsMembers => ContainerScan.FindAll(node.Cluster).Count > 0;

    public IMemberHost Host => new ContainerHost(node, tools, adoption, places, mounts);

    /// <summary>
    /// Containers that the agent before left run no longer than its hold on the lease, unless a session goes on with them; and dockerd
    /// is answered from now on.
    /// </summary>
    public async Task StartAsync(NodeAgent agent)
    {
        guarding = adoption.Remaining > TimeSpan.Zero ? Task.Run(() => GuardAsync(agent)) : adoption.EndAllAsync(closing.Token);
        var placer = new UnitPlacer(node);
        keeper = new PlaceKeeper(agent, tools, adoption, placer, places, mounts);
        var desk = new MountDesk(agent, placer, places, mounts);
        server = await PluginServer.StartAsync(arguments.PluginSocket, new VolumeDriver(node.Cluster, desk, places, keeper)).ConfigureAwait(false);
        keeping = Task.Run(() => keeper.RunAsync(closing.Token));
        pulling = Task.Run(() => Images.RunAsync(closing.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(keeping, guarding, pulling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (server is not null)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }

        keeper?.Dispose();
        Images.Dispose();
        tools.Docker.Dispose();
        closing.Dispose();
    }

    // The store may be out of reach, so that no session can begin. One that is about to begin has renewed the hold.
    private async Task GuardAsync(NodeAgent agent)
    {
        while (agent.Session is null && adoption.Remaining is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, node.Time, closing.Token).ConfigureAwait(false);
        }

        if (agent.Session is null)
        {
            await adoption.EndAllAsync(closing.Token).ConfigureAwait(false);
        }
    }
}
