namespace FireCamp.Engine.Clients.Agent;

/// <summary>The answer of <c>GET /v1/health</c>: who answers here.</summary>
/// <param name="Holder">The id under which this agent process holds its node's lease; new at each start.</param>
/// <param name="Version">FireCamp's version, as in the agent's assembly.</param>
/// <param name="Program">The folder that its program lies in, without the way to it: an installed one is named after its build.</param>
/// <param name="CertificateExpires">Until when the certificate is good that it shows; null where it needs none.</param>
public sealed record AgentHealth(
    string Node, string Holder, int ProcessId, string Version, string Program = "", DateTimeOffset? CertificateExpires = null);
