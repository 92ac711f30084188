using Etcdserverpb;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>Keeps the store in an etcd (version 3.4 or later), shared by whoever reaches it.</summary>
/// <remarks>
/// <para>Everything of a cluster lies under <c>/firecamp/&lt;cluster&gt;/</c>. A record's revision is etcd's revision of its
/// last write, so it is greater than that of any write before, of whatever record.</para>
/// <para>Each call asks one endpoint after the other until one answers, for 6 s at most (<c>timeout=</c>). A write that got no
/// answer is sent again or looked up in etcd's history, so that the result says what became of it; where that can't
/// be told in time, <see cref="StoreUnavailableException"/> says so.</para>
/// </remarks>
public sealed class EtcdMetadataStore : IMetadataStore
{
    private readonly EtcdCluster cluster;
    private readonly EtcdWriter writer;
    private readonly EtcdWatch watch;
    private bool disposed;

    private EtcdMetadataStore(EtcdCluster cluster)
    {
        this.cluster = cluster;
        writer = new EtcdWriter(cluster);
        watch = new EtcdWatch(cluster);
    }

    /// <summary>Opens a cluster's store.</summary>
    /// <param name="url">See <see cref="EtcdAddressReader"/>.</param>
    /// <param name="create">Makes an empty store when there is none; an existing one is opened as it is.</param>
    /// <exception cref="Model.InvalidInputException">The URL is wrong, or files that it names can't be used.</exception>
    /// <exception cref="StoreUnavailableException">Etcd can't be reached, refuses the user, or has no such cluster.</exception>
    /// <exception cref="StoreDamagedException">What lies there is not a store.</exception>
    /// <exception cref="StoreTooNewException">A newer FireCamp wrote it.</exception>
    public static async Task<EtcdMetadataStore> OpenAsync(
        string url, string cluster, bool create, TimeProvider time, CancellationToken cancel)
    {
        var store = new EtcdMetadataStore(new EtcdCluster(EtcdAddressReader.Read(url), cluster, time));
        try
        {
            await store.EnsureAsync(create, cancel).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Nothing of the cluster is left in etcd; success when nothing was.</summary>
    public static async Task DropAsync(string url, string cluster, TimeProvider time, CancellationToken cancel)
    {
        using var etcd = new EtcdCluster(EtcdAddressReader.Read(url), cluster, time);
        await etcd.Begin(cancel).SendAsync(
            $"delete {etcd.Layout.Root}",
            (endpoint, options) => endpoint.Records.DeleteRangeAsync(etcd.Layout.Everything(), options)).ConfigureAwait(false);
    }

    /// <summary>Etcd answers questions about the cluster, whether it has it or not; nothing is written.</summary>
    /// <exception cref="Model.InvalidInputException">The URL is wrong, or files that it names can't be used.</exception>
    /// <exception cref="StoreUnavailableException">It can't be reached, has no quorum or refuses the user.</exception>
    public static async Task RequireAsync(string url, string cluster, TimeProvider time, CancellationToken cancel)
    {
        var store = new EtcdMetadataStore(new EtcdCluster(EtcdAddressReader.Read(url), cluster, time));
        await using var _ = store.ConfigureAwait(false);
        await store.ReadAsync(new RangeRequest { Key = store.cluster.Layout.Version }, cancel).ConfigureAwait(false);
    }

    /// <summary>Every endpoint that the URL names with what is wrong with it; empty for one that serves.</summary>
    /// <exception cref="Model.InvalidInputException">The URL is wrong, or files that it names can't be used.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> AskEndpointsAsync(
        string url, string cluster, TimeProvider time, CancellationToken cancel)
    {
        using var etcd = new EtcdCluster(EtcdAddressReader.Read(url), cluster, time);
        return await EtcdQuorum.AskAllAsync(etcd, cancel).ConfigureAwait(false);
    }

    public async Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel)
    {
        var found = await ReadAsync(new RangeRequest { Key = cluster.Layout.Record(key) }, cancel).ConfigureAwait(false);
        return found.Kvs.Count > 0 ? Record(found.Kvs[0]) : null;
    }

    public async Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel)
    {
        var found = await ReadAsync(cluster.Layout.Records(prefix), cancel).ConfigureAwait(false);
        var records = new MetadataRecord[found.Kvs.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = Record(found.Kvs[i]);
        }

        // Etcd orders by bytes, which is another order for the few characters beyond the first 65,536.
        Array.Sort(records, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return records;
    }

    public Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
        => writer.PutAsync(key, value, expectedRevision, cancel);

    public Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel)
        => writer.DeleteAsync(key, expectedRevision, cancel);

    public Task<long> VersionAsync(CancellationToken cancel) => watch.VersionAsync(cancel);

    public Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => watch.WaitAsync(version, atMost, cancel);

    public Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => watch.WaitForOthersAsync(version, atMost, cancel);

    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            await watch.DisposeAsync().ConfigureAwait(false);
            cluster.Dispose();
        }
    }

    private async Task EnsureAsync(bool create, CancellationToken cancel)
    {
        var found = await ReadAsync(new RangeRequest { Key = cluster.Layout.Version }, cancel).ConfigureAwait(false);
        if (found.Kvs.Count > 0)
        {
            EtcdMark.Check(cluster.Name, found.Kvs[0].Value);
        }
        else if (create)
        {
            await writer.CreateAsync(cancel).ConfigureAwait(false);
        }
        else
        {
            throw new StoreUnavailableException(cluster.Name, $"there is no cluster: nothing lies under {cluster.Layout.Root}.");
        }
    }

    private Task<RangeResponse> ReadAsync(RangeRequest request, CancellationToken cancel)
        => cluster.Begin(cancel).SendAsync(null, (endpoint, options) => endpoint.Records.RangeAsync(request, options));

    private MetadataRecord Record(Mvccpb.KeyValue stored)
    {
        var key = cluster.Layout.KeyOf(stored.Key);
        try
        {
            return new MetadataRecord(key, EtcdText.Read(stored.Value), stored.ModRevision);
        }
        catch (InvalidDataException e)
        {
            throw new StoreDamagedException(cluster.Name, $"record '{key}' can't be unpacked: {e.Message}", e);
        }
    }
}
