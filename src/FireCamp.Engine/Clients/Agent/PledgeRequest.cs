namespace FireCamp.Engine.Clients.Agent;

/// <summary>The body of <c>POST /v1/pledges</c>: a node that can't reach the store asks not to be replaced for a while.</summary>
/// <param name="Node">The node that asks.</param>
/// <param name="DurationSeconds">How long the asked agent must not take that node's claims, from when it answers, on
/// its own monotonic clock.</param>
public sealed record PledgeRequest(string Node, double DurationSeconds);
