using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing;
using FireCamp.Testing.Fakes;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>A cluster in memory with services, whose backups lie in a folder, and any number of sessions that carry out its policies.</summary>
internal sealed class PolicyLab : IDisposable
{
    // Nobody waits for the death of its sessions: their process is provably gone.
    private static readonly RunnerProcess Dead = new(RunnerProcess.Current.Kernel, int.MaxValue, 1);

    private static readonly Dictionary<string, string> NoSecrets = [];

    private readonly TestFolder folder = new();

    public PolicyLab(TimeProvider time)
    {
        World = new FakeWorld(time);
        Ports = World.Ports with { Backups = new ShelvedBackups(World.Backups) };
        Ann = Session("ann@bastion");
        Directory.CreateDirectory(folder.File("store"));
        Directory.CreateDirectory(folder.File("copies"));
    }

    public FakeWorld World { get; }

    public ClusterPorts Ports { get; }

    public ClusterEngine Ann { get; }

    public string Store => $"file://{folder.File("store")}";

    /// <summary>A second store.</summary>
    public string Copies => $"file://{folder.File("copies")}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ClusterEngine Session(string actor) => TestClusters.Connect(World, Ports, Options(actor));

    /// <summary>A session that is going to be killed.</summary>
    public ClusterEngine Session(MortalProcess process)
        => TestClusters.Connect(World, process.PortsOf(Ports), Options("mortal@bastion") with { Process = Dead });

    /// <summary>The services are there, and the cluster has its backup store.</summary>
    public async Task StartAsync(params string[] services)
    {
        await World.StartClusterAsync();
        foreach (var service in services)
        {
            var request = PlanningStates.Request(service, "Redis", ("Shards", "1"), ("ReplicasPerShard", "1"));
            await Ann.RunAsync(await Ann.PlanCreateServiceAsync(request, Cancel), NoSecrets, null, Cancel);
        }

        await Ann.Backups.SetStoreAsync(Store, null, Cancel);
    }

    public async Task<BackupTurnReport> InvokeAsync(ClusterEngine session, string service, string policy = "p", bool force = false)
        => await session.BackupPolicies.InvokeAsync(policy, service, force, null, Cancel);

    public async Task<IReadOnlyList<Backup>> BackupsAsync(string? service = null) => await Ann.Backups.ListAsync(null, service, Cancel);

    /// <summary>The moments for which there are backups, in the order in which these were taken.</summary>
    public async Task<IReadOnlyList<string>> MomentsAsync(string service)
        => [.. (await BackupsAsync(service)).Select(b => b.Tags[BackupPolicySpec.DueTag])];

    public void Dispose() => folder.Dispose();

    private static RunnerOptions Options(string actor) => new()
    {
        Actor = actor, BeatInterval = TimeSpan.FromSeconds(0.1), LeaseDuration = TimeSpan.FromSeconds(1),
    };
}
