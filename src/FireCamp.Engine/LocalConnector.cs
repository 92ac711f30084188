using FireCamp.Engine.Backups;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms.Checks;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Platforms.Local.Packages;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine;

/// <summary>The Local platform: everything of a cluster lies in a folder of this machine.</summary>
internal sealed class LocalConnector(EngineSettings settings) : IClusterConnector
{
    private const string HostsFile = "/etc/hosts";

    private readonly LoopbackNetworks networks = new();

    public string Platform => "Local";

    public IReadOnlyList<string> List() => LocalClusterFolders.List(settings.Home);

    public bool Has(string cluster) => LocalClusterFolders.Exists(PathsOf(cluster));

    public string FolderOf(string cluster) => PathsOf(cluster).ClusterFolder;

    public Task<CreateClusterPlan> PlanAsync(CreateClusterRequest request, CancellationToken cancel)
    {
        ClusterPlanner.Validate(request);
        return Task.FromResult(
            ClusterPlanner.PlanCreate(request, FindNetwork(request.Name), LocalMachine.Memory(), settings.Time.GetUtcNow()));
    }

    /// <summary>The cluster has its folders, its network, its key and an empty store; what is there stays.</summary>
    public async Task PrepareAsync(CreateClusterPlan plan, CancellationToken cancel)
    {
        var paths = PathsOf(plan.Cluster);
        LocalClusterFolders.Ensure(paths);
        await networks.TakeAsync(plan.Spec.Network!, paths.ClusterFolder, cancel).ConfigureAwait(false);
        FileKeyProvider.Ensure(paths.KeyFile);
        var store = await SqliteMetadataStore.OpenAsync(paths.Database, create: true, settings.Time, cancel).ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
    }

    public async Task<ClusterConnection> ConnectAsync(string cluster, CancellationToken cancel)
    {
        var paths = PathsOf(cluster);
        var store = await SqliteMetadataStore.OpenAsync(paths.Database, create: false, settings.Time, cancel).ConfigureAwait(false);
        var spec = (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?.Value;
        paths = PathsOf(spec?.Name ?? cluster);
        var ports = PortsOf(paths.Cluster, paths, store);
        var registry = OperationsOfFireCamp.Registry();
        var runner = new OperationRunner(ports, registry, new RunnerOptions { Actor = settings.Actor });
        var addresses = new LoopbackIpPool(spec?.Network ?? FindNetwork(cluster));
        var logs = new FileLogReader(paths.LogsFolder, settings.Time);
        return new ClusterConnection(ports, addresses, logs, runner, new OperationQuery(ports, registry))
        {
            Actor = settings.Actor,
        };
    }

    public async Task<IReadOnlyList<ClusterCheck>> CheckAsync(string cluster, ClusterConnection? connection, CancellationToken cancel)
    {
        var paths = PathsOf(cluster);
        List<IClusterCheck> checks = [new StorageCheck(paths.ClusterFolder, null, e => new AgentClient(e, settings.Time))];
        if (connection?.Ports is { } ports)
        {
            var spec = await ports.Store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false);
            checks.InsertRange(0,
            [
                new StoreCheck(ports.Store, paths.Database, settings.Time), new KeyCheck(ports.Store, ports.Secrets, paths.KeyFile),
                new NodeCheck(ports.Platform, settings.Time), new NameCheck(ports.Dns, spec?.Value.Domain ?? cluster, HostsFile),
            ]);
        }

        return await ClusterChecks.RunAsync(cluster, checks, cancel).ConfigureAwait(false);
    }

    /// <exception cref="FireCampException">Always: a Local cluster is nowhere else.</exception>
    public Task<ConnectClusterRequest> FindAsync(ConnectClusterRequest request, CancellationToken cancel)
        => throw NotOnThisPlatformException.OnlyHere(request.Name);

    public void Know(ConnectClusterRequest found) => throw NotOnThisPlatformException.OnlyHere(found.Name);

    public void Forget(string cluster) => throw NotOnThisPlatformException.OnlyHere(cluster);

    public Task DeleteAsync(string cluster, CancellationToken cancel)
    {
        var paths = PathsOf(cluster);
        networks.Release(paths.ClusterFolder);
        LocalClusterFolders.Delete(paths);
        return Task.CompletedTask;
    }

    private LocalPaths PathsOf(string cluster) => new(settings.Home, cluster);

    private string FindNetwork(string cluster) => networks.Find(PathsOf(cluster).ClusterFolder);

    private ClusterPorts PortsOf(string cluster, LocalPaths paths, SqliteMetadataStore store)
    {
        var volumes = new DirectoryVolumeProvider(paths.VolumesFolder, paths.SnapshotsFolder, settings.Time);
        var fence = new LocalFence(paths, store, volumes, settings.Time);
        var keys = new FileKeyProvider(paths.KeyFile);
        var secrets = new SealedSecretStore(store, keys);
        return new ClusterPorts
        {
            Cluster = cluster,
            Store = store,
            Secrets = secrets,
            Volumes = volumes,
            Backups = new BackupProvider(volumes, secrets, keys),
            Dns = new HostsFileDnsProvider(HostsFile, cluster),
            Platform = new LocalPlatform(paths, store, new DebianPackages(paths.PackagesFolder), fence, volumes.ContentOf),
            Nodes = new LocalNodes(paths, store, settings.AgentPath, settings.Time) { CatalogFolders = settings.CatalogFolders },
            Drainer = new LocalNodeDrainer(store, cluster),
            Executor = new AgentMemberExecutor(store, settings.Time),
            Time = settings.Time,
        };
    }
}
