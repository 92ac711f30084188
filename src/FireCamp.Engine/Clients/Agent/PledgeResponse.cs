namespace FireCamp.Engine.Clients.Agent;

/// <param name="Granted">The asked agent takes none of the node's claims for the duration.</param>
/// <param name="Reason">Why not; empty when granted.</param>
public sealed record PledgeResponse(bool Granted, string Reason);
