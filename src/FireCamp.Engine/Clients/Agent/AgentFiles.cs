namespace FireCamp.Engine.Clients.Agent;

/// <summary>The answer of <c>GET /v1/members/{service}/{member}/files</c>: which of a running member's files are not as they were written.</summary>
/// <param name="Changed">By path: <c>missing</c>, <c>changed</c>, <c>mode</c>, <c>link</c>.</param>
public sealed record AgentFiles(IReadOnlyDictionary<string, string> Changed);
