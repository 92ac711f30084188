namespace FireCamp.Agent.Leases;

/// <summary>Whether a claim may be taken now.</summary>
/// <param name="Wait">When it may not: the time after which to look again, if nothing changes before.</param>
/// <param name="Reason">Why it may or may not, for people.</param>
internal sealed record ClaimDecision(bool Allowed, TimeSpan Wait, string Reason)
{
    public static ClaimDecision Allow(string reason) => new(true, TimeSpan.Zero, reason);

    public static ClaimDecision Refuse(TimeSpan wait, string reason) => new(false, wait, reason);
}
