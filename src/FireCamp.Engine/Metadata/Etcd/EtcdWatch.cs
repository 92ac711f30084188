using Etcdserverpb;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Notices changes of the store, whoever made them.</summary>
/// <remarks>
/// A stream from etcd tells of them within a millisecond or two. Beside it the version is looked at once a second,
/// because a stream from an endpoint that is frozen or cut off just stays silent: a change is so never noticed later than
/// that, and those who wait hear of it when etcd can't be reached. Both rest while nobody waits.
/// </remarks>
internal sealed class EtcdWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly EtcdCluster cluster;
    private readonly ChangeSignal changes;
    private readonly ChangeSignal others;
    private readonly EtcdStream stream;
    private readonly EtcdCompaction compaction;
    private readonly WatchTask task;

    public EtcdWatch(EtcdCluster cluster)
    {
        this.cluster = cluster;
        changes = new ChangeSignal(cluster.Time);
        others = new ChangeSignal(cluster.Time);
        stream = new EtcdStream(cluster, changes, others);
        compaction = new EtcdCompaction(cluster, EtcdCompaction.Usual);
        task = new WatchTask(typeof(EtcdMetadataStore), FollowAsync);
    }

    /// <summary>The version now, with every change in it that was acknowledged before the call.</summary>
    public async Task<long> VersionAsync(CancellationToken cancel)
    {
        var request = new RangeRequest { Key = cluster.Layout.Version, KeysOnly = true };
        var answer = await cluster.Begin(cancel)
            .SendAsync(null, (endpoint, options) => endpoint.Records.RangeAsync(request, options)).ConfigureAwait(false);
        changes.RaiseTo(answer.Kvs.Count > 0 ? answer.Kvs[0].ModRevision : 0);
        return changes.Version;
    }

    public Task<long> WaitAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => WaitAsync(() => changes.WaitAsync(version, atMost, cancel), version, cancel);

    /// <summary>As the other, but not woken by leases as long as the stream runs.</summary>
    public Task<long> WaitForOthersAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => WaitAsync(
            async () =>
            {
                // Others' last change may be long ago; one that comes after this reading is noticed.
                if (others.Version is var last && last <= version)
                {
                    await others.WaitAsync(last, atMost, cancel).ConfigureAwait(false);
                }

                return changes.Version;
            },
            version,
            cancel);

    private Task<long> WaitAsync(Func<Task<long>> wait, long version, CancellationToken cancel)
        => task.DuringAsync(
            async () =>
            {
                // A stream that runs tells of every change; else one may have been missed.
                if (!stream.IsLive && await VersionAsync(cancel).ConfigureAwait(false) is var now && now != version)
                {
                    return now;
                }

                return await wait().ConfigureAwait(false);
            },
            cancel);

    public async ValueTask DisposeAsync()
    {
        await task.StopAsync().ConfigureAwait(false);
        changes.End(new ObjectDisposedException(nameof(EtcdMetadataStore)));
        others.End(new ObjectDisposedException(nameof(EtcdMetadataStore)));
        await task.DisposeAsync().ConfigureAwait(false);
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        using var use = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var following = stream.FollowAsync(use.Token);
        await LookOnAsync(stop).ConfigureAwait(false);
        await use.CancelAsync().ConfigureAwait(false);
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Until nobody has waited at two looks in a row.
    private async Task LookOnAsync(CancellationToken stop)
    {
        for (var idle = 0; idle < 2 || !task.TryRest();)
        {
            await Task.Delay(LookEvery, cluster.Time, stop).ConfigureAwait(false);
            await LookAsync(stop).ConfigureAwait(false);
            idle = task.IsNeeded ? 0 : idle + 1;
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            stream.MustHaveReached(await VersionAsync(stop).ConfigureAwait(false));
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            changes.Fail(e);
            others.Fail(e);
            return;
        }

        try
        {
            await compaction.KeepAsync(stop).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // It has been done already, isn't allowed, or comes again: nothing that anybody waits for.
        }
    }
}
