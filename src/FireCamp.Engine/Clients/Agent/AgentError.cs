namespace FireCamp.Engine.Clients.Agent;

/// <summary>The body of every answer of the agent whose status is not 2xx.</summary>
/// <param name="ErrorId">Stable; that of the exception on the agent's side.</param>
/// <param name="IsTemporary">Whether the same request may succeed later without anybody changing anything.</param>
public sealed record AgentError(string ErrorId, string Message, string NextStep, bool IsTemporary = false);
