namespace FireCamp.Engine.Clients.Aws;

/// <summary>Spaces the requests of one family of calls, which AWS throttles together, once it has complained.</summary>
/// <remarks>
/// Each call's own back-off isn't enough: many at once would each have to learn it. The space doubles at each complaint and shrinks
/// by a tenth at each request that passed, down to none.
/// </remarks>
internal sealed class AwsPace(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Widest = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private TimeSpan space;
    private TimeSpan next;

    /// <summary>Between two requests now; none as long as AWS takes them all.</summary>
    public TimeSpan Space
    {
        get
        {
            lock (gate)
            {
                return space;
            }
        }
    }

    /// <summary>It is the caller's turn.</summary>
    public async Task TurnAsync(CancellationToken cancel)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = Now;
            var turn = next > now ? next : now;
            next = turn + space;
            wait = space == TimeSpan.Zero ? TimeSpan.Zero : turn - now;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancel).ConfigureAwait(false);
        }
    }

    public void Note(bool throttled)
    {
        lock (gate)
        {
            if (throttled)
            {
                space = space == TimeSpan.Zero ? First : space * 2 < Widest ? space * 2 : Widest;
                next = Now + space;
            }
            else
            {
                space = space * 0.9 < First / 2 ? TimeSpan.Zero : space * 0.9;
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(0);
}
