using System.Runtime.InteropServices;
using FireCamp.Agent.Api;
using FireCamp.Agent.Archives;
using FireCamp.Agent.Disks;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Agent.Promotion;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Platforms.Local.Packages;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent;

/// <summary>Puts a node's agent together and runs it.</summary>
internal static class AgentHost
{
    /// <summary>Members' supervision, probes and streams all wait on the pool: it must not have to grow slowly first.</summary>
    private const int LeastThreads = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Set to 'off' by tests that must see two copies of a member; nobody else has a reason to.</summary>
    private const string FencesVariable = "FIRECAMP_TEST_FENCES";

    /// <summary>An engine that looks whether the lock is free holds it for a moment.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>Returns once the agent was stopped in order.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="FireCampException">The agent can't start; nothing was changed.</exception>
    public static async Task<int> RunAsync(AgentArguments arguments, AgentLog log)
    {
        ThreadPool.SetMinThreads(LeastThreads, LeastThreads);
        var time = new BootClock();
        var paths = new LocalPaths(arguments.Home, arguments.Cluster);
        Directory.CreateDirectory(paths.NodeFolder(arguments.Node), OwnerOnly);
        using var agentLock = await LockAsync(paths, arguments.Node, time).ConfigureAwait(false);
        var store = await NodeStores.OpenAsync(arguments, paths, time).ConfigureAwait(false);
        await using var _ = store.ConfigureAwait(false);
        if (arguments.Swarm is { Duties: NodeDuties.Guard } manager)
        {
            await ManagerParts.RunAloneAsync(arguments, manager, store, time, log).ConfigureAwait(false);
            return 0;
        }

        var leaseStore = await NodeStores.OpenForLeaseAsync(arguments, paths, time).ConfigureAwait(false);
        await using var __ = leaseStore.ConfigureAwait(false);
        var leases = new LeaseWatcher(time);
        using var addresses = AddressesOf(arguments, log);
        var node = ContextOf(arguments, paths, store, leases, log) with { Addresses = addresses, Holding = h => addresses?.Follow(h) };
        var children = new ChildTable();
        var swarm = arguments.Swarm is { } more ? new SwarmParts(node, children, addresses, more) : null;
        node = node with { Adoption = swarm?.Adoption, Images = swarm?.Images };
        var preparer = new MemberPreparer(node, new DebianPackages(paths.PackagesFolder));
        var parts = new AgentParts(leaseStore, leases, new PledgeBook(time), children)
        {
            HostOf = launcher => swarm?.Host ?? new ChildHost(preparer, launcher),
        };
        using var agent = new NodeAgent(node, parts);
        using var term = StopOn(PosixSignal.SIGTERM, agent, () => swarm?.RunsMembers == true);
        using var interrupt = StopOn(PosixSignal.SIGINT, agent, () => false);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => c.Cancel = true);

        // dockerd's start waits for the driver's answers, so nothing that may take long comes before them.
        await (swarm?.StartAsync(agent) ?? Task.CompletedTask).ConfigureAwait(false);
        var server = await AgentServer.StartAsync(agent, new FileLogReader(node.LogsFolder, time)).ConfigureAwait(false);
        await using var ___ = server.ConfigureAwait(false);
        using var ending = new CancellationTokenSource();
        var keeping = arguments is { Listen: { } listen, Identity: { } folder }
            ? new IdentityDuty(node, folder, listen.Address).RunAsync(ending.Token)
            : Task.CompletedTask;
        var guarding = arguments.Swarm is { } both && both.Duties.HasFlag(NodeDuties.Guard)
            ? ManagerParts.RunAsync(arguments, both, store, time, log, ending.Token)
            : Task.CompletedTask;
        var measuring = new DiskDuty(agent).RunAsync(ending.Token);
        var archiving = new ArchiveDuty(agent).RunAsync(ending.Token);
        var promoting = new PromotionDuty(agent, arguments).RunAsync(ending.Token);
        await agent.RunAsync().ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(keeping, guarding, measuring, archiving, promoting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (swarm is not null)
        {
            await swarm.DisposeAsync().ConfigureAwait(false);
        }

        parts.Launcher.Dispose();
        return 0;
    }

    private static NodeContext ContextOf(
        AgentArguments arguments, LocalPaths paths, IMetadataStore store, LeaseWatcher leases, AgentLog log)
    {
        var time = leases.Time;
        var isLocal = arguments.Swarm is null;
        var shared = arguments.Swarm?.SharedStorage is { } storage ? new SharedFolders(storage, arguments.Cluster) : null;
        var listener = arguments is { Listen: { } listen, Identity: { } folder }
            ? new AgentListener(listen, new AgentIdentityFiles(folder))
            : null;
        return new()
        {
            Cluster = arguments.Cluster,
            Node = arguments.Node,
            Paths = paths,
            Store = store,
            Secrets = new SealedSecretStore(store, new FileKeyProvider(paths.KeyFile)),
            Volumes = shared is null
                ? new DirectoryVolumeProvider(paths.VolumesFolder, paths.SnapshotsFolder, time)
                : new SharedVolumeProvider(shared.Volumes, shared.Snapshots, time),
            SharedStorage = arguments.Swarm?.SharedStorage,
            LogsFolder = shared?.Logs ?? paths.LogsFolder,
            Time = time,
            Log = log,
            Listener = listener,
            Peers = isLocal && listener is null ? new LocalPeers(paths, time) : new LeasePeers(leases, listener?.Identities, time),
            PlacesMembers = isLocal,
            HasFences = HasFences(log),
            RenewalsInLease = isLocal ? 5 : 12,
            WaitsForStore = !isLocal,
            IsStoreGone = () => NodeStores.IsGone(arguments, paths),
        };
    }

    private static bool HasFences(AgentLog log)
    {
        var hasFences = Environment.GetEnvironmentVariable(FencesVariable) != "off";
        if (!hasFences)
        {
            log.Write($"{FencesVariable} is off: members go on after the lease has run out, and their data can be lost. This is for tests alone.");
        }

        return hasFences;
    }

    private static FencedAddresses? AddressesOf(AgentArguments arguments, AgentLog log)
    {
        if (arguments.Swarm?.StaticIpPool is not { } text)
        {
            return null;
        }

        var pool = AddressRange.Parse(text);
        return new FencedAddresses(new PoolIpProvider(pool), new AddressFence(pool), log);
    }

    private static async Task<AgentLock> LockAsync(LocalPaths paths, string node, TimeProvider time)
    {
        var file = paths.AgentPidFile(node);
        var started = time.GetTimestamp();
        while (true)
        {
            if (AgentLock.TryTake(file) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(started) > LockPatience)
            {
                throw new FireCampException("NodeRunning", $"An agent of node {node} runs already (process {AgentLock.HolderOf(file)}).",
                    "Stop it with Stop-FireCampNode first.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <param name="leavesMembers">
    /// Whether members run that outlive this agent: then it goes like one that is killed, with its hold on the lease in its file, so that
    /// the next one goes on with them.
    /// </param>
    private static PosixSignalRegistration StopOn(PosixSignal signal, NodeAgent agent, Func<bool> leavesMembers)
        => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (leavesMembers())
            {
                agent.Node.Log.Write($"Got {signal}: the members' containers go on, for the next agent.");
                Environment.Exit(0);
            }

            agent.Node.Log.Write($"Got {signal}.");
            agent.Stop();
        });
}
