using FireCamp.Engine.Model;

namespace FireCamp.Agent.Promotion;

/// <summary>Knows since when services' primaries can't run anywhere, by this agent's own clock.</summary>
internal sealed class PrimaryWatch(TimeProvider time)
{
    private readonly Dictionary<string, long> since = [];

    /// <summary>Notes what is seen of a service's primary.</summary>
    /// <returns>For how long it has been unable to run; null while it runs, or may be about to.</returns>
    public TimeSpan? Note(string service, Member primary)
    {
        var key = NameRules.Key(service);
        switch (primary.Phase)
        {
            // No process of it stays: no node has it, or it ends by itself again and again.
            case MemberPhase.Lost or MemberPhase.Pending or MemberPhase.Failed:
                since.TryAdd(key, time.GetTimestamp());
                return time.GetElapsedTime(since[key]);

            // Between two failures it may be here, so the time goes on; but one that recovers for an hour is not gone.
            case MemberPhase.Preparing or MemberPhase.Starting:
                return null;

            // What runs without being ready is left alone, as everywhere; what is stopped is meant to be.
            default:
                since.Remove(key);
                return null;
        }
    }

    /// <summary>The time begins anew, as after an attempt that came to nothing.</summary>
    public void Forget(string service) => since.Remove(NameRules.Key(service));

    /// <summary>Nothing is known any more: another agent watches.</summary>
    public void Clear() => since.Clear();
}
