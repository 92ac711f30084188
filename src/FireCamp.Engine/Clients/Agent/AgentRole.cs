namespace FireCamp.Engine.Clients.Agent;

/// <summary>What a certificate of the cluster's authority says that its holder is; its subject's OU, in lower case.</summary>
public enum AgentRole
{
    /// <summary>An agent: serves, and calls other agents.</summary>
    Node,

    /// <summary>An engine: calls agents, and serves nothing.</summary>
    Engine,
}
