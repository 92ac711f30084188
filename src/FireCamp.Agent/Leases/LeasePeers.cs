using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Leases;

/// <summary>Agents of other machines: each is where its lease last said.</summary>
/// <param name="identities">Who this agent is to them; null where all answer on unix sockets.</param>
/// <remarks>None is ever known not to run: one that stopped in order may have started again where this node can't see it.</remarks>
internal sealed class LeasePeers(LeaseWatcher leases, IAgentIdentities? identities, TimeProvider time) : IPeers
{
    public AgentClient? Find(string node)
        => leases.Find(node)?.Lease is { } lease
            ? new AgentClient(lease.Endpoint, time, identities)
            : throw new FireCampException("AgentUnknown", $"Nothing has been seen of the agent of {node} yet.", "Start that node's agent.");
}
