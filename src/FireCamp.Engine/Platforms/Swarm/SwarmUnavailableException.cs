using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>No manager did what was asked in time: unreachable, electing a leader, or too few of them up.</summary>
/// <remarks>What was asked may have been done all the same; every call of the platform may be repeated.</remarks>
public sealed class SwarmUnavailableException(string attempt, string why, Exception? inner = null)
    : FireCampException("SwarmUnavailable", $"{attempt} failed: {why}",
        "Running members go on. See that more than half of the swarm's managers are up and reachable, and repeat the command; an "
        + "interrupted operation can be resumed.", inner)
{
    public override bool IsTemporary => true;

    public override string? Outage => "the swarm's managers";
}
