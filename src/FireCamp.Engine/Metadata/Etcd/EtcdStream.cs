using Etcdserverpb;
using FireCamp.Engine.Model;
using Grpc.Core;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Etcd's stream of the version key's changes, opened anew at another endpoint whenever it breaks.</summary>
/// <remarks>Leases change several times a second, so there are watches beside it on the records before and after them.</remarks>
/// <param name="others">Tells of changes of all but leases, and of every time in which some may have been missed.</param>
internal sealed class EtcdStream(EtcdCluster cluster, ChangeSignal changes, ChangeSignal others)
{
    /// <summary>The watch on the version key; those of others have other numbers.</summary>
    private const long OfAll = 1;

    /// <summary>Those who wait are not woken more often than so, since changes come in groups and each wakes them all.</summary>
    private static readonly TimeSpan BetweenRaises = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private CancellationTokenSource? current;
    private long reached;
    private long reachedOthers;
    private long owed;
    private volatile bool live;

    /// <summary>Whether every change from now on will be told of.</summary>
    public bool IsLive => live;

    /// <summary>Goes on until cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        for (var endpoint = cluster.Preferred; !cancel.IsCancellationRequested; endpoint = cluster.After(endpoint))
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            Begin(attempt);
            try
            {
                await ReadAsync(endpoint, attempt).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException or FireCampException)
            {
                // The look beside the stream tells those who wait what is wrong, if it is more than this endpoint.
            }
            finally
            {
                Begin(null);
            }

            await Task.Delay(BetweenAttempts, cluster.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A look found this version. If the stream hasn't told of the one before by now, it is given up.</summary>
    public void MustHaveReached(long version)
    {
        lock (gate)
        {
            if (live && reached < owed)
            {
                current?.Cancel();
            }

            owed = version;
        }
    }

    private void Begin(CancellationTokenSource? attempt)
    {
        lock (gate)
        {
            live = false;
            current = attempt;
        }
    }

    private async Task ReadAsync(EtcdEndpoint endpoint, CancellationTokenSource attempt)
    {
        attempt.CancelAfter(OpenPatience);
        var deadline = (cluster.Time.GetUtcNow() + OpenPatience).UtcDateTime;
        var token = await cluster.Login.TokenAsync(endpoint, deadline, attempt.Token).ConfigureAwait(false);
        var headers = EtcdCall.Headers(token);
        // An endpoint that has lost the others ends the stream instead of keeping it silent.
        headers.Add("hasleader", "true");
        using var call = endpoint.Watches.Watch(headers, cancellationToken: attempt.Token);
        var from = changes.Version;
        foreach (var create in Watches(from + 1))
        {
            await call.RequestStream.WriteAsync(new WatchRequest { CreateRequest = create }, attempt.Token).ConfigureAwait(false);
        }

        Task raise = Task.CompletedTask;
        while (await call.ResponseStream.MoveNext(attempt.Token).ConfigureAwait(false))
        {
            var response = call.ResponseStream.Current;
            if (response.Canceled)
            {
                Ended(token, response);
                return;
            }

            var revision = response.Created ? from : response.Events.Select(e => e.Kv.ModRevision).DefaultIfEmpty(0).Max();
            Note(attempt, response.WatchId == OfAll, revision);
            if (raise.IsCompleted)
            {
                raise = RaiseAsync(attempt.Token);
            }
        }
    }

    // In this order, so that all are there once the last one is.
    private IEnumerable<WatchCreateRequest> Watches(long from)
    {
        var (before, after) = cluster.Layout.AllBut(Keys.Leases);
        var id = OfAll;
        foreach (var (first, end) in new[] { before, after })
        {
            yield return new WatchCreateRequest { WatchId = ++id, Key = first, RangeEnd = end, StartRevision = from };
        }

        yield return new WatchCreateRequest { WatchId = OfAll, Key = cluster.Layout.Version, StartRevision = from };
    }

    private void Note(CancellationTokenSource attempt, bool isOfAll, long revision)
    {
        lock (gate)
        {
            if (!isOfAll)
            {
                reachedOthers = Math.Max(reachedOthers, revision);
                return;
            }

            reached = Math.Max(reached, revision);
            if (!live)
            {
                attempt.CancelAfter(Timeout.InfiniteTimeSpan);
                live = true;
            }
        }
    }

    // Compaction took what the stream was to begin with: the look that follows knows the version that it begins with next.
    private void Ended(string token, WatchResponse response)
    {
        if (response.CompactRevision > 0)
        {
            changes.RaiseTo(response.CompactRevision - 1);
        }
        else
        {
            cluster.Login.Forget(token);
        }
    }

    // At once, and once more after the pause if there was more meanwhile.
    private async Task RaiseAsync(CancellationToken cancel)
    {
        long raised, raisedOthers;
        do
        {
            (raised, raisedOthers) = (Interlocked.Read(ref reached), Interlocked.Read(ref reachedOthers));
            changes.RaiseTo(raised);
            others.RaiseTo(raisedOthers);
            await Task.Delay(BetweenRaises, cluster.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (Interlocked.Read(ref reached) > raised || Interlocked.Read(ref reachedOthers) > raisedOthers);
    }
}
