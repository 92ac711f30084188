using FireCamp.Engine.Backups;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Platforms.Checks;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine;

/// <summary>Docker Swarm: the cluster is in its metadata store; this home knows the way to it.</summary>
internal sealed class SwarmConnector(EngineSettings engine) : IClusterConnector
{
    /// <summary>Swarm itself takes three heartbeats of 5 s to give a node up; agents are quicker, and outlast an election of etcd's.</summary>
    private static readonly TimeSpan DefaultLease = TimeSpan.FromSeconds(2.5);

    private readonly SwarmFolders folders = new(engine.Home);

    public string Platform => "Swarm";

    public IReadOnlyList<string> List() => folders.List();

    public bool Has(string cluster) => folders.Has(cluster);

    public string FolderOf(string cluster) => folders.FolderOf(cluster);

    public async Task<CreateClusterPlan> PlanAsync(CreateClusterRequest request, CancellationToken cancel)
    {
        var settings = SwarmSettings.Of(request.Settings);
        Require(request, [.. new[] { NameRules.Check("cluster", request.Name, NameRules.ClusterNameLength), ClusterPlanner.LeaseMistake(request) }
            .OfType<Mistake>(), .. SwarmSettingsCheck.MistakesIn(settings, engine.Time)]);
        using var swarm = new SwarmConnection(settings.Connection(), engine.Time);
        var reaching = new SwarmReach(request.Name, settings, engine.Time).FindMistakesAsync(cancel);
        var unusable = await swarm.CheckAsync(cancel).ConfigureAwait(false);
        Require(request, [.. unusable, .. await reaching.ConfigureAwait(false)]);
        var nodes = new SwarmNodes(swarm);
        var options = settings.Members(request.Name);
        var checks = options with { AgentsToCome = request.InstallsAgents };
        var noNetwork = settings.IsOverlay
            ? await new SwarmNetworkCheck(swarm, settings.Network).FindMistakeAsync(cancel).ConfigureAwait(false)
            : null;
        Require(request, [.. await nodes.CheckAsync(checks, cancel).ConfigureAwait(false), .. new[] { noNetwork }.OfType<Mistake>()]);
        var found = await nodes.FindAsync(options, cancel).ConfigureAwait(false);
        var pool = settings.IsOverlay ? null : settings.StaticIpPool;
        return ClusterPlanner.PlanFound(request, Platform, found, pool, DefaultLease, engine.Time.GetUtcNow()) with
        {
            PlatformChanges = await new SwarmTuning(swarm, request.Name).DescribeAsync(cancel).ConfigureAwait(false),
        };
    }

    public async Task PrepareAsync(CreateClusterPlan plan, CancellationToken cancel)
    {
        var settings = SwarmSettings.Of(plan.Settings);

        // The store first: while it can't be used, nothing of the cluster is anywhere.
        var store = await MetadataStoreFactory.OpenAsync(settings.MetadataStore, plan.Cluster, create: true, engine.Time, cancel)
            .ConfigureAwait(false);
        await using var _ = store.ConfigureAwait(false);
        folders.Write(plan.Cluster, settings);
        FileKeyProvider.Ensure(folders.KeyOf(plan.Cluster));
        new SharedFolders(settings.SharedStorage, plan.Cluster).Ensure();
        await TrustOf(plan.Cluster, store).Authority.EnsureAsync(cancel).ConfigureAwait(false);
        await SwarmRecord.WriteAsync(store, settings, cancel).ConfigureAwait(false);
        var secrets = new SealedSecretStore(store, new FileKeyProvider(folders.KeyOf(plan.Cluster)));
        await secrets.EnsureAsync(KeyCheck.Sample, null, cancel).ConfigureAwait(false);
    }

    /// <exception cref="FireCampException">What this home keeps of the cluster can't be read.</exception>
    public SwarmSettings SettingsOf(string cluster) => folders.Read(cluster);

    public string KeyOf(string cluster) => folders.KeyOf(cluster);

    /// <summary>The cluster's authority, and this machine's own certificate by it.</summary>
    public (ClusterAuthority Authority, IdentityKeeper Own) TrustOf(string cluster, IMetadataStore store)
    {
        var secrets = new SealedSecretStore(store, new FileKeyProvider(folders.KeyOf(cluster)));
        var authority = new ClusterAuthority(cluster, store, secrets, engine.Time);
        return (authority, IdentityKeeper.OfEngine(authority, folders.IdentityOf(cluster), Environment.MachineName, engine.Time));
    }

    public async Task<IReadOnlyList<ClusterCheck>> CheckAsync(string cluster, ClusterConnection? connection, CancellationToken cancel)
    {
        var own = connection is null ? null : TrustOf(connection.Ports.Cluster, connection.Ports.Store).Own;
        return await new SwarmChecks(connection?.Ports.Cluster ?? cluster, folders.Read(cluster), folders.FolderOf(cluster), engine.Time, own)
            .RunAsync(connection, cancel).ConfigureAwait(false);
    }

    public Task<ConnectClusterRequest> FindAsync(ConnectClusterRequest request, CancellationToken cancel)
        => new SwarmLink(folders, engine.Time).FindAsync(request, cancel);

    public void Know(ConnectClusterRequest found)
    {
        // The settings last: by them the cluster is known.
        folders.Ensure(found.Name);
        new FileKeyProvider(found.KeyFile).CopyTo(folders.KeyOf(found.Name));
        folders.Write(found.Name, SwarmSettings.Of(found.Settings));
    }

    public void Forget(string cluster) => folders.Forget(cluster);

    public async Task<ClusterConnection> ConnectAsync(string cluster, CancellationToken cancel)
    {
        var settings = folders.Read(cluster);
        var store = await MetadataStoreFactory.OpenAsync(settings.MetadataStore, cluster, create: false, engine.Time, cancel).ConfigureAwait(false);
        var name = (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?.Value.Name ?? cluster;
        var ports = PortsOf(name, settings, store);
        var registry = OperationsOfFireCamp.Registry();
        var runner = new OperationRunner(ports, registry, new RunnerOptions { Actor = engine.Actor });
        IStaticIpProvider addresses = settings.IsOverlay ? new NoIpProvider() : new PoolIpProvider(AddressRange.Parse(settings.StaticIpPool));
        var logs = new FileLogReader(new SharedFolders(settings.SharedStorage, name).Logs, engine.Time);
        return new ClusterConnection(ports, addresses, logs, runner, new OperationQuery(ports, registry)) { Actor = engine.Actor };
    }

    public async Task DeleteAsync(string cluster, CancellationToken cancel)
    {
        if (folders.Has(cluster))
        {
            var settings = folders.Read(cluster);
            await EtcdMetadataStore.DropAsync(settings.MetadataStore, cluster, engine.Time, cancel).ConfigureAwait(false);
            new SharedFolders(settings.SharedStorage, cluster).Delete();
        }

        folders.Forget(cluster);
    }

    private static void Require(CreateClusterRequest request, IReadOnlyList<Mistake> mistakes)
    {
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("ClusterInvalid", $"Cluster '{request.Name}'", mistakes);
        }
    }

    private ClusterPorts PortsOf(string cluster, SwarmSettings settings, IMetadataStore store)
    {
        var storage = new SharedFolders(settings.SharedStorage, cluster);
        var volumes = new SharedVolumeProvider(storage.Volumes, storage.Snapshots, engine.Time);
        var leases = new LeaseSight(store, engine.Time);
        var swarm = new SwarmConnection(settings.Connection(), engine.Time);
        var own = TrustOf(cluster, store).Own;
        var keys = new FileKeyProvider(folders.KeyOf(cluster));
        var secrets = new SealedSecretStore(store, keys);
        return new ClusterPorts
        {
            Cluster = cluster,
            Store = store,
            Secrets = secrets,
            Volumes = volumes,
            Backups = new BackupProvider(volumes, secrets, keys),
            Dns = settings.IsOverlay ? new OverlayDnsProvider() : NamesOf(cluster, settings),
            Platform = new SwarmPlatform(
                settings.Members(cluster), swarm, store, new MemberFence(store, volumes, _ => false, engine.Time), leases),
            Nodes = new SwarmNodeProvider(leases, engine.Time),
            Drainer = new SwarmNodes(swarm),
            Executor = new TrustedExecutor(new AgentMemberExecutor(store, engine.Time, own.Identities), own),
            Tuning = new SwarmTuning(swarm, cluster),
            Time = engine.Time,
        };
    }

    internal static string DomainOf(string cluster) => new ClusterSpec { Name = cluster, Platform = "Swarm", Zones = [], Nodes = [] }.Domain;

    private static Rfc2136DnsProvider NamesOf(string cluster, SwarmSettings settings)
    {
        var key = TsigKeyFile.Read(settings.DnsKey);
        return new Rfc2136DnsProvider(new([Rfc2136Settings.ParseServer(settings.DnsServer)], DomainOf(cluster), key));
    }
}
