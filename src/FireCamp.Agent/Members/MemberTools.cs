using FireCamp.Agent.Leases;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Members;

/// <summary>What the supervision of members shares, under one hold on the node's lease.</summary>
internal sealed record MemberTools(
    NodeContext Node,
    LeaseHold Hold,
    ClaimTaker Claims,
    IMemberHost Host,
    Launcher Launcher)
{
    /// <summary>Runs probes, actions and commands; none is let go once the hold has ended.</summary>
    public CommandRunner Runner { get; } = new(Launcher, () => Hold.IsHeld, Node.Time);
}
