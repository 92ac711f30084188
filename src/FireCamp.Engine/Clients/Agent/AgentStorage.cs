namespace FireCamp.Engine.Clients.Agent;

/// <summary>The answer of <c>GET /v1/storage/TOKEN</c>: what the node sees of the shared storage.</summary>
/// <param name="Sees">Whether the token, which another machine wrote there, is there.</param>
/// <param name="FreeBytes">What the agent can still write there.</param>
public sealed record AgentStorage(bool Sees, long FreeBytes);
