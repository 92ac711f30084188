using FireCamp.Agent.Containers;
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
    private readonly Places places = new();
    private readonly MountBook mounts;
    private readonly CancellationTokenSource closing = new();
    private PlaceKeeper? keeper;
    private WebApplication? server;
    private Task keeping = Task.CompletedTask;

    public SwarmParts(NodeContext node, ChildTable children, SwarmArguments arguments)
    {
        (this.node, this.arguments) = (node, arguments);
        mounts = new MountBook(node.Time);
        tools = new ContainerTools(new DockerClient(arguments.DockerSocket), children, node.Log, node.Time);
    }

    public IMemberHost Host => new ContainerHost(node, tools, places, mounts);

    /// <summary>
    /// No container of the cluster's runs here any more, for nobody has looked after them; and dockerd is answered from now on.
    /// </summary>
    public async Task StartAsync(NodeAgent agent)
    {
        if (await ContainerScan.KillAsync(ContainerScan.FindAll(node.Cluster), closing.Token).ConfigureAwait(false) is > 0 and var killed)
        {
            node.Log.Write($"{killed} containers of an earlier agent were killed.");
        }

        var placer = new UnitPlacer(node);
        keeper = new PlaceKeeper(agent, tools, placer, places, mounts);
        var desk = new MountDesk(agent, placer, places, mounts);
        server = await PluginServer.StartAsync(arguments.PluginSocket, new VolumeDriver(node.Cluster, desk, places, keeper)).ConfigureAwait(false);
        keeping = Task.Run(() => keeper.RunAsync(closing.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);
        if (server is not null)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }

        keeper?.Dispose();
        tools.Docker.Dispose();
        closing.Dispose();
    }
}
