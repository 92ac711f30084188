using FireCamp.Agent.Api;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent;

/// <summary>What every part of a node's agent works with.</summary>
internal sealed record NodeContext
{
    public required string Cluster { get; init; }

    public required string Node { get; init; }

    public required LocalPaths Paths { get; init; }

    public required IMetadataStore Store { get; init; }

    public required ISecretStore Secrets { get; init; }

    public required IVolumeProvider Volumes { get; init; }

    public required TimeProvider Time { get; init; }

    public required AgentLog Log { get; init; }

    /// <summary>Where the agent answers besides its unix socket; null on Local.</summary>
    public AgentListener? Listener { get; init; }

    /// <summary>Where engines and other agents reach this one.</summary>
    public string Endpoint => Listener is { } listener ? $"https://{listener.Endpoint}" : $"unix://{Paths.AgentSocket(Node)}";

    /// <summary>Begins to write a member's log on this node.</summary>
    public MemberLogWriter OpenLog(string member) => new(Paths.LogsFolder, member, Node, Time);
}
