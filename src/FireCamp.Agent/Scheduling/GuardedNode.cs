using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Scheduling;

/// <summary>A node as a guard sees it, and what is being done about it: one thing at a time, given up once it isn't wanted any more.</summary>
internal sealed class GuardedNode(NodeLease first, TimeProvider time, AgentLog log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private NodeLease last = first;
    private bool? isLost;
    private bool failing;
    private CancellationTokenSource? giveUp;
    private Task act = Task.CompletedTask;
    private bool isDone = true;

    /// <summary>Begins what follows from a look, unless it is under way or done. What failed is begun again.</summary>
    /// <param name="left">How long the lease must still stay as it is to have run out.</param>
    public void See(NodeLease lease, TimeSpan left, Func<string, CancellationToken, Task> empty, Func<string, CancellationToken, Task> letBack)
    {
        // A lease that nobody has been seen to renew says nothing yet; one that was released in order says that nothing runs under it.
        var lost = lease.Released ? null : left == TimeSpan.Zero ? true : lease != last ? false : isLost;
        last = lease;
        if (lost is { } now && now != isLost)
        {
            giveUp?.Cancel();
            isDone = false;
        }

        isLost = lost;
        if (isLost is null || isDone || !act.IsCompleted)
        {
            return;
        }

        giveUp?.Dispose();
        giveUp = new CancellationTokenSource();
        act = ActAsync(isLost.Value ? empty : letBack, giveUp.Token);
    }

    /// <summary>Nothing is being done any more.</summary>
    public async Task EndAsync()
    {
        await (giveUp?.CancelAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        await act.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        giveUp?.Dispose();
    }

    private async Task ActAsync(Func<string, CancellationToken, Task> what, CancellationToken cancel)
    {
        try
        {
            await Task.Run(() => what(last.Node, cancel), cancel).ConfigureAwait(false);
            if (!cancel.IsCancellationRequested)
            {
                (isDone, failing) = (true, false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // One that isn't in the swarm any more needs nothing.
            isDone = e is NotFoundException;
            log.WriteOnce(ref failing, $"{last.Node}: {(e is FireCampException ? e.Message : e.ToString())}");
            await Task.Delay(RetryAfter, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // What the node has become since is done next.
        }
    }
}
