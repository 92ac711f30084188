using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Lab;
using FireCamp.Testing.Fakes;

namespace FireCamp.Swarm.Tests;

/// <summary>A cluster of a test's own on the lab's swarm, with members that have no volumes and sleep.</summary>
internal sealed class SwarmScene : IDisposable
{
    private readonly CancellationTokenSource deadline = LabFixture.DeadlineOf();
    private readonly SwarmConnection swarm;

    public SwarmScene(LabFixture lab, string cluster, params string[] endpoints)
        : this(cluster, lab.Connect(endpoints.Length > 0 ? endpoints : [lab.Endpoint(1), lab.Endpoint(2), lab.Endpoint(3)]))
    {
    }

    /// <param name="swarm">Is disposed with this.</param>
    public SwarmScene(string cluster, SwarmConnection swarm)
    {
        this.swarm = swarm;
        Cluster = cluster;
        Nodes = new SwarmNodes(swarm);
        Lost = new SwarmLostNodes(swarm, cluster);
        Platform = WithOptions(o => o);
    }

    public string Cluster { get; }

    public IMetadataStore Store { get; } = new InMemoryMetadataStore(TimeProvider.System);

    public FakeVolumeProvider Volumes { get; } = new();

    public SwarmPlatform Platform { get; }

    public SwarmNodes Nodes { get; }

    public SwarmLostNodes Lost { get; }

    public SwarmConnection Swarm => swarm;

    public CancellationToken Cancel => deadline.Token;

    public SwarmPlatform WithOptions(Func<SwarmMemberOptions, SwarmMemberOptions> change)
    {
        // The trap ends it at once: a first process has no signal's default.
        var options = new SwarmMemberOptions
        {
            Cluster = Cluster, VolumeDriver = null, Command = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 1000 & wait"],
        };
        return LabFixture.PlatformOf(swarm, Store, Volumes, change(options));
    }

    public MemberSpec Member(string zone, string image = "redis:7.0") => new()
    {
        Cluster = Cluster,
        Service = "s",
        Kind = "Fake",
        Name = "s-0",
        Group = "members",
        Zone = zone,
        Host = $"s-0.{Cluster}-firecamp.com",
        Volumes = [new VolumeSpec($"fc_{Cluster}_s-0", "data", "/data", new ByteSize(1L << 30), zone)],
        Files = [],
        Workload = new Workload
        {
            Software = new Software(image, [], [], []),
            Command = [],
            Environment = new Dictionary<string, string>(),
            Ports = [],
            Memory = new ByteSize(32L << 20),
            StopGrace = TimeSpan.FromSeconds(5),
            Probe = new ProbeSpec { Command = ["true"] },
            Actions = new Dictionary<string, ActionSpec>(),
        },
    };

    public async Task<UnitStatus> UnitAsync() => Assert.Single(await Platform.ObserveAsync("s", Cancel));

    /// <summary>Returns once the member's unit is as wanted.</summary>
    public async Task BecomesAsync(Func<UnitStatus, bool> wanted, string what)
    {
        UnitStatus? last = null;
        await Soon.TrueAsync(async () => wanted(last = await UnitAsync()), () => $"the unit is {what}; it is {last}", Cancel);
    }

    /// <summary>It runs on a node of that name and has nothing to say.</summary>
    public Task RunsAsync(string node) => BecomesAsync(u => u is { Reason: "" } && u.Node == node, $"running on {node}");

    public void Dispose()
    {
        swarm.Dispose();
        deadline.Dispose();
    }
}
