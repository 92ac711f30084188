using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Volumes.Ebs;
using FireCamp.Testing;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Volumes.Ebs;

/// <summary>A cluster's volumes in an emulator, with nodes that are instances, and disks that are loop devices.</summary>
internal sealed class EbsFixture : IAsyncDisposable
{
    public const string Zone = "us-east-1a";

    public static readonly EbsSettings Hasty = new()
    {
        Cluster = "t1", LookEvery = TimeSpan.FromMilliseconds(20), GentleFor = TimeSpan.FromMilliseconds(300),
        AttachingFor = TimeSpan.FromMilliseconds(300), Within = TimeSpan.FromSeconds(20),
    };

    private readonly TestFolder folder = new();
    private readonly AwsEmulator emulator;

    private EbsFixture(AwsEmulator emulator, LoopDisks? disks)
    {
        (this.emulator, Disks) = (emulator, disks);
        emulator.World.Disks = disks;
        Aws = emulator.Connect();
        Instances = new EmulatedInstances(Aws, Zone);
        Provider = Another(Hasty);
    }

    public AwsConnection Aws { get; }

    public EmulatedInstances Instances { get; }

    public IMetadataStore Store { get; } = new InMemoryMetadataStore(TimeProvider.System);

    public EbsVolumeProvider Provider { get; }

    private LoopDisks? Disks { get; }

    /// <summary>A clean emulator; nothing is mounted.</summary>
    public static async Task<EbsFixture> StartAsync(AwsEmulator emulator)
    {
        emulator.Require();
        await emulator.ResetAsync();
        emulator.World.Sent.Clear();
        return new EbsFixture(emulator, null);
    }

    /// <summary>The same with disks that are really mounted; skips where that can't be.</summary>
    public static async Task<EbsFixture> StartWithDisksAsync(AwsEmulator emulator)
    {
        emulator.Require();
        await emulator.ResetAsync();
        return new EbsFixture(emulator, await LoopDisks.RequireAsync());
    }

    /// <summary>Another process's provider of the same volumes.</summary>
    public EbsVolumeProvider Another(
        EbsSettings settings, IVolumeFence? fence = null, AwsConnection? aws = null, IMetadataStore? store = null)
        => new(
            aws ?? Aws,
            store ?? Store,
            settings,
            Instances.IdOfAsync,
            fence ?? new InstanceFence(Aws),
            Disks is null ? new PretendedMounter() : new NodeMounters(Mounter),
            TimeProvider.System);

    private BlockMounter Mounter(string node) => new(node, folder.File(node), Disks!, TimeProvider.System, Disks!.Tools);

    public async ValueTask DisposeAsync()
    {
        emulator.World.Disks = null;
        await (Disks?.DisposeAsync() ?? ValueTask.CompletedTask);
        Instances.Dispose();
        Aws.Dispose();
        folder.Dispose();
    }

    /// <summary>Where only EC2's side is looked at.</summary>
    private sealed class PretendedMounter : IVolumeMounter
    {
        public Task<string> MountAsync(string name, string node, string volumeId, string device, CancellationToken cancel)
            => Task.FromResult($"{node}:{volumeId}:{device}");

        public Task UnmountAsync(string name, string node, CancellationToken cancel) => Task.CompletedTask;

        public Task FlushAsync(string name, string node, CancellationToken cancel) => Task.CompletedTask;

        public Task GrowAsync(string name, string node, CancellationToken cancel) => Task.CompletedTask;

        public string? FindFolder(string name, string node) => null;
    }
}
