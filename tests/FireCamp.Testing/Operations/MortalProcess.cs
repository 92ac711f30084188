using FireCamp.Engine.Backups;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;
using FireCamp.Testing.Fakes;

namespace FireCamp.Testing.Operations;

/// <summary>A process that dies, as by SIGKILL, right after it has had so many effects on the world.</summary>
/// <remarks>
/// An effect is any call of a port that may change something, a write of the operation's log among them. Between two
/// effects a process only reads, so dying after each of them is dying everywhere that makes a difference.
/// </remarks>
public sealed class MortalProcess(int? lastEffect = null)
{
    private readonly Lock gate = new();
    private readonly List<string> effects = [];

    public bool IsDead { get; private set; }

    /// <summary>What it did, in order: <c>PutAsync operations/trial1</c>.</summary>
    public IReadOnlyList<string> Effects
    {
        get
        {
            lock (gate)
            {
                return [.. effects];
            }
        }
    }

    /// <summary>The world's ports, as this process sees them.</summary>
    public ClusterPorts PortsOf(FakeWorld world) => PortsOf(world.Ports);

    /// <summary>Ports as this process sees them.</summary>
    public ClusterPorts PortsOf(ClusterPorts ports)
        => ports with
        {
            Store = MortalPort.Of<IMetadataStore>(ports.Store, this),
            Secrets = MortalPort.Of<ISecretStore>(ports.Secrets, this),
            Volumes = MortalPort.Of<IVolumeProvider>(ports.Volumes, this),
            Backups = MortalPort.Of<IBackupProvider>(ports.Backups, this),
            Dns = MortalPort.Of<IDnsProvider>(ports.Dns, this),
            Platform = MortalPort.Of<IPlatform>(ports.Platform, this),
            Nodes = MortalPort.Of<INodeProvider>(ports.Nodes, this),
            Tuning = MortalPort.Of<IPlatformTuning>(ports.Tuning!, this),
            Drainer = MortalPort.Of<INodeDrainer>(ports.Drainer, this),
            Executor = MortalPort.Of<IMemberExecutor>(ports.Executor, this),
        };

    internal void ThrowIfDead()
    {
        if (IsDead)
        {
            throw new SimulatedCrashException();
        }
    }

    /// <summary>The effect has happened; what follows it may not.</summary>
    internal void Count(string effect)
    {
        lock (gate)
        {
            effects.Add(effect);
            IsDead |= effects.Count == lastEffect;
        }

        ThrowIfDead();
    }
}
