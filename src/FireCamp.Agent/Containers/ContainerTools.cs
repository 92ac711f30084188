using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Containers;

/// <summary>What everything that deals with containers on this node works with.</summary>
internal sealed record ContainerTools(DockerClient Docker, ChildTable Children, AgentLog Log, TimeProvider Time);
