using FireCamp.Agent.Leases;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent.Node;

/// <summary>What lives as long as the agent process, through every hold on the node's lease.</summary>
/// <param name="LeaseStore">A connection that nothing but the lease uses, so that no other work is in its way.</param>
internal sealed record AgentParts(IMetadataStore LeaseStore, LeaseWatcher Leases, PledgeBook Pledges, ISoftwareProvider Software, ChildTable Children)
{
    public Launcher Launcher { get; } = new(Children);
}
