using FireCamp.Engine.Model;

namespace FireCamp.Agent.Probes;

/// <summary>What a probe found out.</summary>
/// <param name="Reason">What the member says about itself, or why it is not ready; empty when there is nothing to say.</param>
/// <param name="Lag">Bytes that a replica is behind, where the kind tells.</param>
/// <param name="Position">Bytes that a primary has written, where the kind tells.</param>
internal sealed record ProbeAnswer(bool Ready, MemberRole Role, bool CaughtUp, string Reason, long? Lag = null, long? Position = null)
{
    public static ProbeAnswer NotReady(string reason) => new(false, MemberRole.None, false, reason);
}
