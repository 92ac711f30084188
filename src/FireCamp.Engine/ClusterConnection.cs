using FireCamp.Engine.Logs;
using FireCamp.Engine.Network;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine;

/// <summary>Everything that a connected cluster is reached through.</summary>
internal sealed record ClusterConnection(
    ClusterPorts Ports, IStaticIpProvider Addresses, ILogReader Logs, OperationRunner Runner, OperationQuery Operations)
{
    /// <summary>Who is recorded as having done what.</summary>
    public required string Actor { get; init; }
}
