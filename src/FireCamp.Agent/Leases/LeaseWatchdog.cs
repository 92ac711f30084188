using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Leases;

/// <summary>Kills the node's members the moment that the hold on its lease ends, from a thread of its own.</summary>
/// <remarks>
/// It sleeps until the hold would end and looks again, so after the process was frozen it wakes at once, finds the time gone
/// and kills before anything else of the agent gets far. What others do in the meantime doesn't count: see <see cref="LeaseHold"/>.
/// </remarks>
internal sealed class LeaseWatchdog : IDisposable
{
    private readonly LeaseHold hold;
    private readonly Action kill;
    private readonly ManualResetEventSlim stopped = new();
    private readonly CancellationTokenSource lost = new();
    private readonly Thread thread;

    /// <param name="kill">Must be quick and must not throw: SIGKILL to every process of the node's members.</param>
    public LeaseWatchdog(LeaseHold hold, Action kill)
    {
        (this.hold, this.kill) = (hold, kill);
        thread = new Thread(Run) { IsBackground = true, Name = "lease-watchdog" };
    }

    /// <summary>Cancelled once the hold has ended and the members' processes have been killed.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Begins to watch a hold that has been begun.</summary>
    public void Start() => thread.Start();

    public void Dispose()
    {
        stopped.Set();
        if (thread.IsAlive)
        {
            thread.Join();
        }

        stopped.Dispose();
        lost.Dispose();
    }

    private void Run()
    {
        Posix.RaisePriority();
        while (!hold.HasEnded)
        {
            // Rounded up: a wait that ends a fraction of a millisecond early would only have to be repeated.
            if (stopped.Wait(TimeSpan.FromMilliseconds(Math.Ceiling(hold.Remaining.TotalMilliseconds))))
            {
                return;
            }
        }

        kill();

        // Not on this thread: what goes on from there ends the session, which waits for this thread.
        _ = lost.CancelAsync();
    }
}
