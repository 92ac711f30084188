using Etcdserverpb;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>All endpoints of an etcd, and which of them is asked first.</summary>
internal sealed class EtcdCluster : IDisposable
{
    private readonly EtcdEndpoint[] endpoints;
    private int preferred;
    private long seen;
    private volatile bool disposed;

    /// <exception cref="Model.InvalidInputException">A file that the address names can't be used.</exception>
    public EtcdCluster(EtcdAddress address, string cluster, TimeProvider time)
    {
        Address = address;
        Time = time;
        Layout = new EtcdLayout(address.Prefix, cluster);
        var security = EtcdSecurity.Load(address);
        Login = new EtcdLogin(address, security);
        endpoints = [.. address.Endpoints.Select(name => new EtcdEndpoint(name, address.Tls ? security : null))];
        // Many agents with the same URL ask different endpoints.
        preferred = Random.Shared.Next(endpoints.Length);
    }

    public EtcdAddress Address { get; }

    public TimeProvider Time { get; }

    public EtcdLayout Layout { get; }

    public EtcdLogin Login { get; }

    public IReadOnlyList<EtcdEndpoint> Endpoints => endpoints;

    /// <summary>How errors call the store.</summary>
    public string Name => $"{EtcdAddress.Scheme}://{string.Join(',', Address.Endpoints)}{Layout.Root.TrimEnd('/')}";

    /// <summary>The highest revision of etcd that any answer carried: whatever is written from now on has a higher one.</summary>
    public long Seen => Interlocked.Read(ref seen);

    /// <summary>The endpoint to ask first.</summary>
    public EtcdEndpoint Preferred => endpoints[Volatile.Read(ref preferred)];

    /// <summary>Begins one piece of work with its own deadline.</summary>
    public EtcdCall Begin(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(EtcdMetadataStore));
        cancel.ThrowIfCancellationRequested();
        return new EtcdCall(this, cancel);
    }

    /// <summary>The endpoint failed: the next is asked first from now on, unless that was decided already.</summary>
    public void Leave(EtcdEndpoint endpoint)
    {
        var index = Array.IndexOf(endpoints, endpoint);
        _ = Interlocked.CompareExchange(ref preferred, (index + 1) % endpoints.Length, index);
    }

    public EtcdEndpoint After(EtcdEndpoint endpoint) => endpoints[(Array.IndexOf(endpoints, endpoint) + 1) % endpoints.Length];

    /// <summary>Notes the revision that an answer carries.</summary>
    /// <param name="before">What <see cref="Seen"/> was before the request was sent.</param>
    /// <exception cref="StoreDamagedException">It is lower than what was seen before: revisions are given out a second time.</exception>
    public void Saw(object answer, long before)
    {
        var revision = answer switch
        {
            RangeResponse range => range.Header.Revision,
            TxnResponse txn => txn.Header.Revision,
            _ => before,
        };
        if (revision < before)
        {
            throw new StoreDamagedException(
                Name, $"it went back from revision {before} to {revision}, so it was restored from an older copy or is another etcd. "
                + "Whatever still knows the later state must be started again: agents and sessions.");
        }

        for (var highest = Seen; revision > highest; highest = Seen)
        {
            _ = Interlocked.CompareExchange(ref seen, revision, highest);
        }
    }

    public void Dispose()
    {
        disposed = true;
        foreach (var endpoint in endpoints)
        {
            endpoint.Dispose();
        }

        Login.Dispose();
    }
}
