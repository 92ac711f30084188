using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Scheduling;

/// <summary>A node as a guard sees it, and what is being done about it: one thing at a time, given up once it isn't wanted any more.</summary>
internal sealed class GuardedNode(NodeLease first, TimeProvider time, AgentLog log) : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private NodeLease last = first;
    private bool? isLost;
    private bool failing;
    private long? failed;
    private CancellationTokenSource giveUp = new();
    private Task<bool> act = Task.FromResult(true);
    private bool isDone = true;

    /// <summary>Begins what follows from a look, unless it is under way or done. What failed is begun again after a pause.</summary>
    /// <param name="isOver">Whether the lease has stayed as it is for too long.</param>
    public void See(NodeLease lease, bool isOver, Func<string, CancellationToken, Task> empty, Func<string, CancellationToken, Task> letBack)
    {
        // A lease that nobody has been seen to renew says nothing yet. One that was released in order doesn't say that the node is back; if it
        // stays so, no agent follows, and members that the platform has there run nowhere.
        var lost = isOver ? true : lease != last && !lease.Released ? false : isLost;
        last = lease;
        if (lost is { } now && now != isLost)
        {
            giveUp.Cancel();
            (isDone, failed) = (false, null);
        }
        else if (!isDone && act.IsCompletedSuccessfully)
        {
            isDone = act.Result;
        }

        isLost = lost;
        if (isLost is { } what && !isDone && act.IsCompleted && (failed is not { } since || time.GetElapsedTime(since) >= RetryAfter))
        {
            giveUp.Dispose();
            giveUp = new CancellationTokenSource();
            act = ActAsync(what ? empty : letBack, giveUp.Token);
        }
    }

    /// <summary>Nothing is being done.</summary>
    public Task SettledAsync() => act;

    /// <summary>Nothing is being done or will be.</summary>
    public async ValueTask DisposeAsync()
    {
        await giveUp.CancelAsync().ConfigureAwait(false);
        await act.ConfigureAwait(false);
        giveUp.Dispose();
    }

    /// <returns>Whether it needs no repeat. What was given up does; by then something else may be wanted.</returns>
    private async Task<bool> ActAsync(Func<string, CancellationToken, Task> what, CancellationToken cancel)
    {
        try
        {
            await Task.Run(() => what(last.Node, cancel), cancel).ConfigureAwait(false);
            failing = false;
            return !cancel.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            log.WriteOnce(ref failing, $"{last.Node}: {(e is FireCampException ? e.Message : e.ToString())}");
            failed = time.GetTimestamp();
            // A node that isn't in the swarm any more needs nothing.
            return e is NotFoundException;
        }
    }
}
