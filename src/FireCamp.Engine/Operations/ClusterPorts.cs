using FireCamp.Engine.Backups;
using FireCamp.Engine.Dns;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Operations;

/// <summary>A connected cluster's ports: all that operations touch the world with.</summary>
public sealed record ClusterPorts
{
    public required string Cluster { get; init; }

    public required IMetadataStore Store { get; init; }

    public required ISecretStore Secrets { get; init; }

    public required IVolumeProvider Volumes { get; init; }

    public required IBackupProvider Backups { get; init; }

    public required IDnsProvider Dns { get; init; }

    public required IPlatform Platform { get; init; }

    public required INodeProvider Nodes { get; init; }

    public required INodeDrainer Drainer { get; init; }

    public required IMemberExecutor Executor { get; init; }

    /// <summary>Null where the platform has no settings that clusters share.</summary>
    public IPlatformTuning? Tuning { get; init; }

    public required TimeProvider Time { get; init; }
}
