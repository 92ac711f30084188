using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Leases;

/// <summary>The agents of the cluster's other nodes.</summary>
internal interface IPeers
{
    /// <summary>A client of the node's agent, the caller's to dispose; null when that agent provably doesn't run.</summary>
    /// <exception cref="FireCampException">It may run, and there is no knowing where.</exception>
    AgentClient? Find(string node);
}
