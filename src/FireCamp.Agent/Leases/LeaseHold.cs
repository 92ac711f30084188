namespace FireCamp.Agent.Leases;

/// <summary>How long this agent may go on as its node's agent, by its own monotonic clock.</summary>
/// <remarks>
/// Others may take the node's claims once they have seen its lease unchanged for the whole duration. The hold ends a margin
/// before that, counted from when the last successful renewal <em>began</em>. A hold that has ended never comes back: whatever
/// succeeds late, as after this process was frozen, extends nothing. A new hold, with a new holder id, has to be begun.
/// </remarks>
/// <param name="file">Where it is kept for the next agent process; null where that can't go on under it.</param>
/// <param name="endless">
/// For tests that must see what happens without fences: the hold doesn't end by itself, so members here go on after others took them over.
/// </param>
internal sealed class LeaseHold(string holder, TimeSpan duration, TimeProvider time, HoldFile? file = null, bool endless = false)
{
    private static readonly TimeSpan LeastMargin = TimeSpan.FromMilliseconds(400);
    private readonly Lock gate = new();
    private long begun;
    private long deadline;
    private bool ended;

    public string Holder => holder;

    /// <summary>Called after each extension; must be quick and must not throw.</summary>
    public Action? Extended { get; set; }

    public TimeSpan Duration => duration;

    /// <summary>
    /// The time between this hold's end and the moment when others may take over, to kill processes in: 20 %, at least
    /// 400 ms.
    /// </summary>
    public TimeSpan Margin => MarginOf(duration);

    /// <summary>The margin of a hold on a lease of that duration.</summary>
    public static TimeSpan MarginOf(TimeSpan duration) => duration * 0.2 > LeastMargin ? duration * 0.2 : LeastMargin;

    /// <summary>Whether members may run now.</summary>
    public bool IsHeld => Remaining > TimeSpan.Zero;

    /// <summary>Whether it was begun and is over for good.</summary>
    public bool HasEnded
    {
        get
        {
            lock (gate)
            {
                return ended || IsOver(time.GetTimestamp());
            }
        }
    }

    /// <summary>The time until it ends unless it is extended; zero when it isn't held.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (gate)
            {
                var now = time.GetTimestamp();
                return ended || deadline == 0 || IsOver(now) ? TimeSpan.Zero : endless ? duration : time.GetElapsedTime(now, deadline);
            }
        }
    }

    /// <summary>The time since the attempt that extended it last began.</summary>
    public TimeSpan Age
    {
        get
        {
            lock (gate)
            {
                return time.GetElapsedTime(begun);
            }
        }
    }

    /// <summary>A renewal, or the asking for pledges, that began at <paramref name="start"/> succeeded.</summary>
    /// <returns>Whether it counts: false once the hold has ended.</returns>
    public bool Extend(long start)
    {
        bool isHeld;
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (ended || IsOver(now))
            {
                return false;
            }

            var until = start + (long)((duration - Margin).TotalSeconds * time.TimestampFrequency);
            if (until > deadline)
            {
                (begun, deadline) = (start, until);
                file?.Write(holder, start, until);
            }

            isHeld = !IsOver(now);
        }

        Extended?.Invoke();
        return isHeld;
    }

    /// <summary>It ends now: somebody else has the lease, or the agent leaves.</summary>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            file?.Delete();
        }
    }

    private bool IsOver(long now) => deadline != 0 && now >= deadline && !endless;
}
