using FireCamp.Agent.Disks;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Node;

/// <summary>What lives as long as the agent process, through every hold on the node's lease.</summary>
/// <param name="LeaseStore">A connection that nothing but the lease uses, so that no other work is in its way.</param>
internal sealed record AgentParts(IMetadataStore LeaseStore, LeaseWatcher Leases, PledgeBook Pledges, ChildTable Children)
{
    /// <summary>How full members' volumes are.</summary>
    public DiskBook Disks { get; } = new();

    public Launcher Launcher { get; } = new(Children);

    /// <summary>What runs members on this platform, given the launcher.</summary>
    public required Func<Launcher, IMemberHost> HostOf { get; init; }
}
