using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent.Leases;

/// <summary>Agents of the same machine: one that runs holds its lock and answers on its socket.</summary>
internal sealed class LocalPeers(LocalPaths paths, TimeProvider time) : IPeers
{
    public AgentClient? Find(string node)
        => AgentLock.IsHeld(paths.AgentPidFile(node)) ? new AgentClient($"unix://{paths.AgentSocket(node)}", time) : null;
}
