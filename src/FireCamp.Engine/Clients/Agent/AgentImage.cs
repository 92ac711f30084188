namespace FireCamp.Engine.Clients.Agent;

/// <summary>One of the answer of <c>GET /v1/images</c>: an image of members that may come to the node.</summary>
/// <param name="Image">With its digest.</param>
/// <param name="IsThere">Whether the node has it.</param>
/// <param name="Reason">Why it isn't there, once a pull has failed; empty before, and while it is being pulled.</param>
public sealed record AgentImage(string Image, bool IsThere, string Reason);
