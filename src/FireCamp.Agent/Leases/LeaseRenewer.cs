using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Leases;

/// <summary>Renews the node's lease from a thread of its own, so that nothing that the agent does keeps it from that.</summary>
internal sealed class LeaseRenewer : IDisposable
{
    private readonly LeaseHold hold;
    private readonly LeaseRecord record;
    private readonly TimeProvider time;
    private readonly AgentLog log;
    private readonly int renewalsInDuration;
    private readonly ManualResetEventSlim stopped = new();
    private readonly Thread thread;
    private long renewals;
    private long failures;

    /// <param name="renewalsInDuration">How often in one lease duration: some may fail or be late without harm.</param>
    public LeaseRenewer(LeaseHold hold, LeaseRecord record, TimeProvider time, AgentLog log, int renewalsInDuration)
    {
        (this.hold, this.record, this.time, this.log, this.renewalsInDuration) = (hold, record, time, log, renewalsInDuration);
        thread = new Thread(Run) { IsBackground = true, Name = "lease-renewer" };
    }

    public long Renewals => Interlocked.Read(ref renewals);

    public long Failures => Interlocked.Read(ref failures);

    /// <summary>The first renewal is the caller's, who took the record; the thread goes on from there.</summary>
    public void Start() => thread.Start();

    /// <summary>No renewal is under way or will be begun. May be called twice.</summary>
    public void Dispose()
    {
        stopped.Set();
        if (thread.IsAlive)
        {
            thread.Join();
        }
    }

    private void Run()
    {
        Posix.RaisePriority();
        var interval = hold.Duration / renewalsInDuration;
        var failing = false;
        for (var wait = interval; !stopped.Wait(wait) && !hold.HasEnded;)
        {
            var start = time.GetTimestamp();
            var failure = TryRenew(start);
            if (failure is not null && !failing)
            {
                log.Write($"The lease was not renewed: {failure}");
            }

            failing = failure is not null;
            var rest = interval - time.GetElapsedTime(start);
            wait = rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    private string? TryRenew(long start)
    {
        try
        {
            using var limit = new CancellationTokenSource(hold.Duration / 2, time);
            if (!record.RenewAsync(limit.Token).GetAwaiter().GetResult())
            {
                hold.End();
                return "another agent has it.";
            }

            Interlocked.Increment(ref renewals);
            return hold.Extend(start) ? null : "it was too late.";
        }
        catch (Exception e) when (e is FireCampException or OperationCanceledException)
        {
            Interlocked.Increment(ref failures);
            return e is FireCampException ? e.Message : "the store did not answer in time.";
        }
    }
}
