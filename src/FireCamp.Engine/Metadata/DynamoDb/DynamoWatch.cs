using System.Globalization;
using Amazon.DynamoDBv2.Model;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>Notices changes of the store, whoever made them, by looking at its counters and leases again and again.</summary>
/// <remarks>
/// One read of some hundred bytes a look, by one task for all who wait; it rests while nobody does. A change is told twice, at the look that
/// sees it and at the next: for a moment a transaction's counter may be seen before its record is.
/// </remarks>
internal sealed class DynamoWatch : IAsyncDisposable
{
    /// <summary>Between two looks soon after a change: changes come in groups.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two looks while nothing happens; bounds how late a change is noticed.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Lively = TimeSpan.FromSeconds(2);

    private readonly DynamoTable table;
    private readonly ChangeSignal changes;
    private readonly ChangeSignal others;
    private readonly WatchTask task;
    private readonly Lock gate = new();
    private TaskCompletionSource nudged = New();
    private long seenAll = -1;
    private long seenOthers = -1;

    // The version at which anything but leases changed last.
    private long lastOther;

    public DynamoWatch(DynamoTable table)
    {
        this.table = table;
        changes = new ChangeSignal(table.Time);
        others = new ChangeSignal(table.Time);
        task = new WatchTask(typeof(DynamoMetadataStore), LookOnAsync);
    }

    /// <summary>The version now, with every change in it that was acknowledged before the call.</summary>
    public async Task<long> VersionAsync(CancellationToken cancel)
    {
        await LookAsync(cancel).ConfigureAwait(false);
        return changes.Version;
    }

    public Task<long> WaitAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => WaitAsync(() => changes.WaitAsync(version, atMost, cancel), version, cancel);

    /// <summary>As the other, but not woken by leases.</summary>
    public Task<long> WaitForOthersAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => WaitAsync(
            async () =>
            {
                // Others' last change may be long ago; one that comes after this reading is noticed.
                if (others.Version is var last && Interlocked.Read(ref lastOther) <= version)
                {
                    await others.WaitAsync(last, atMost, cancel).ConfigureAwait(false);
                }

                return changes.Version;
            },
            null,
            cancel);

    /// <summary>This process has just changed something: those who wait need not wait for the next look.</summary>
    public void Nudge()
    {
        if (task.IsNeeded)
        {
            Volatile.Read(ref nudged).TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await task.StopAsync().ConfigureAwait(false);
        changes.End(new ObjectDisposedException(nameof(DynamoMetadataStore)));
        others.End(new ObjectDisposedException(nameof(DynamoMetadataStore)));
        await task.DisposeAsync().ConfigureAwait(false);
    }

    private Task<long> WaitAsync(Func<Task<long>> wait, long? version, CancellationToken cancel)
        => task.DuringAsync(
            async () =>
            {
                var now = await VersionAsync(cancel).ConfigureAwait(false);
                return version is null || version == now ? await wait().ConfigureAwait(false) : now;
            },
            cancel);

    // Until nobody waits.
    private async Task LookOnAsync(CancellationToken stop)
    {
        var (changed, again) = (table.Time.GetTimestamp(), false);
        while (true)
        {
            var pause = table.Time.GetElapsedTime(changed) < Lively ? ShortPause : LongPause;
            await nudged.Task.WaitAsync(pause, table.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
            Volatile.Write(ref nudged, New());
            if (task.TryRest())
            {
                return;
            }

            if (again)
            {
                Tell(isOther: true);
            }

            again = await TryLookAsync(stop).ConfigureAwait(false);
            changed = again ? table.Time.GetTimestamp() : changed;
        }
    }

    private async Task<bool> TryLookAsync(CancellationToken stop)
    {
        try
        {
            return await LookAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            changes.Fail(e);
            others.Fail(e);
            return false;
        }
    }

    /// <returns>Whether anything but leases has changed.</returns>
    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        var (counters, leases) = await ReadAsync(cancel).ConfigureAwait(false);
        lock (gate)
        {
            // Of two looks at once the later answer may be the older one.
            var (isNew, isOther) = (counters + leases > seenAll, counters > seenOthers);
            seenAll = Math.Max(seenAll, counters + leases);
            seenOthers = Math.Max(seenOthers, counters);
            if (isNew)
            {
                Tell(isOther);
            }

            return isOther;
        }
    }

    private void Tell(bool isOther)
    {
        lock (gate)
        {
            changes.Raise();
            if (isOther)
            {
                Interlocked.Exchange(ref lastOther, changes.Version);
                others.Raise();
            }
        }
    }

    private async Task<(long Counters, long Leases)> ReadAsync(CancellationToken cancel)
    {
        var request = new QueryRequest
        {
            TableName = table.Name,
            ConsistentRead = true,
            KeyConditionExpression = $"{DynamoLayout.ClusterKey} = :cluster AND begins_with({DynamoLayout.SortKey}, :range)",
            ProjectionExpression = $"{DynamoLayout.SortKey}, {DynamoLayout.Revision}",
            ExpressionAttributeValues = new() { [":cluster"] = new(table.Layout.Cluster), [":range"] = new(DynamoLayout.Watched) },
        };
        var (call, counters, leases) = (table.Begin(cancel), 0L, 0L);
        do
        {
            QueryResponse page;
            try
            {
                page = await call.SendAsync("Query", null, (client, c) => client.QueryAsync(request, c)).ConfigureAwait(false);
            }
            catch (AwsException e)
            {
                throw new StoreUnavailableException($"{table.Address}", e.Message, e);
            }

            foreach (var item in page.Items ?? [])
            {
                var number = long.Parse(item[DynamoLayout.Revision].N, CultureInfo.InvariantCulture);
                (counters, leases) = DynamoLayout.IsCounter(item) ? (counters + number, leases) : (counters, leases + number);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return (counters, leases);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
