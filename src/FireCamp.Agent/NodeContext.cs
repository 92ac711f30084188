using FireCamp.Agent.Api;
using FireCamp.Agent.Images;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Node;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Network;
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

    /// <summary>The cluster's key; by default that of its folder.</summary>
    public IKeyProvider Keys { get => field ??= new FileKeyProvider(Paths.KeyFile); init; }

    public required IVolumeProvider Volumes { get; init; }

    public required TimeProvider Time { get; init; }

    public required AgentLog Log { get; init; }

    /// <summary>Where the agent answers besides its unix socket; null on Local.</summary>
    public AgentListener? Listener { get; init; }

    /// <summary>Where engines and other agents reach this one.</summary>
    public string Endpoint => Listener is { } listener ? $"https://{listener.Endpoint}" : $"unix://{Paths.AgentSocket(Node)}";

    public required IPeers Peers { get; init; }

    /// <summary>Where members' logs are kept; by default in the cluster's folder.</summary>
    public string LogsFolder { get => field ?? Paths.LogsFolder; init; }

    /// <summary>
    /// Renewals in one lease duration. Where a network is between the agent and its store it takes more: when one has just been made and the agent
    /// stands still for half the lease, there must be time left for packets that are lost and sent again.
    /// </summary>
    public int RenewalsInLease { get; init; } = 5;

    /// <summary>Whether members end when the node's lease does. Always, but in tests that must see what happens otherwise.</summary>
    public bool HasFences { get; init; } = true;

    /// <summary>The folder that all nodes see; null where volumes are of one machine.</summary>
    public string? SharedStorage { get; init; }

    /// <summary>Told of each hold on the node's lease as it begins.</summary>
    public Action<LeaseHold>? Holding { get; init; }

    /// <summary>Brings members' own addresses to this node; null where they reach it anyway, or members have none.</summary>
    public IStaticIpProvider? Addresses { get; init; }

    /// <summary>Takes over what an earlier agent left running; null where nothing outlives an agent.</summary>
    public IAdoption? Adoption { get; init; }

    /// <summary>Gets the images of members that may come here; null where members are no containers.</summary>
    public ImageKeeper? Images { get; init; }

    /// <summary>Whether the agents decide where members run. Not where an orchestrator does.</summary>
    public bool PlacesMembers { get; init; } = true;

    /// <summary>Whether the agent goes on trying when it can't begin because its store doesn't answer. Else it ends with the reason.</summary>
    public bool WaitsForStore { get; init; }

    /// <summary>Whether the store is gone for good, so that the agent ends rather than wait for it.</summary>
    public Func<bool> IsStoreGone { get; init; } = () => false;

    /// <summary>Begins to write a member's log on this node.</summary>
    public MemberLogWriter OpenLog(string member) => new(LogsFolder, member, Node, Time);
}
