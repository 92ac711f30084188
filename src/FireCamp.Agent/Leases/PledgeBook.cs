namespace FireCamp.Agent.Leases;

/// <summary>The pledges that this agent gave: nodes whose claims it doesn't take for a while, though their leases run out.</summary>
internal sealed class PledgeBook(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> until = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>From now on no claim of the node is taken for <paramref name="duration"/>; a longer pledge that stands is kept.</summary>
    public void Give(string node, TimeSpan duration)
    {
        lock (gate)
        {
            var end = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
            until[node] = Math.Max(end, until.GetValueOrDefault(node));
        }
    }

    /// <summary>How long the pledge to a node still stands; zero when there is none.</summary>
    public TimeSpan RemainingOf(string node)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            return until.TryGetValue(node, out var end) && end > now ? time.GetElapsedTime(now, end) : TimeSpan.Zero;
        }
    }
}
