namespace FireCamp.Agent.Supervision;

/// <summary>The wait before a process that ended by itself is started again: 0, 0.5, 1, 2 … at most 30 s.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private TimeSpan next = TimeSpan.Zero;

    /// <summary>The wait now; the one after it is longer.</summary>
    public TimeSpan Next()
    {
        var wait = next;
        var doubled = wait == TimeSpan.Zero ? First : wait * 2;
        next = doubled < Longest ? doubled : Longest;
        return wait;
    }

    public void Reset() => next = TimeSpan.Zero;
}
